/** The features of the server, in the order in which they are installed. A line here is all that ties one in. */
import { chat } from './chat/chat.ts';
import { conversion } from './conversion/conversion.ts';
import { documents } from './documents/documents.ts';
import type { Feature } from './feature.ts';
import { files } from './files/files.ts';
import { health } from './health/health.ts';
import { metrics } from './metrics/metrics.ts';
import { openapi } from './openapi/openapi.ts';

export const features: readonly Feature[] = [documents, chat, conversion, files, health, metrics, openapi];
