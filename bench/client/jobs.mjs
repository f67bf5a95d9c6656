// What a client process can be asked to do.
// @ts-check
import { joinAtOnce } from './job-join.mjs';
import { holdOpen } from './job-memory.mjs';
import { preload } from './job-preload.mjs';
import { writeForAcks } from './job-durable.mjs';
import { touch } from './job-touch.mjs';
import { typeTogether } from './job-typing.mjs';

export const jobs = { typing: typeTogether, preload, join: joinAtOnce, memory: holdOpen, durable: writeForAcks, touch };
