/** What a server is told when it starts, after flags and environment have been read. */
import type { LogLevel } from './logger.ts';

export interface ServerConfig {
  /** An address or a name, without brackets. */
  readonly host: string;
  /** 0 picks a free one. */
  readonly port: number;
  /** An absolute path. */
  readonly dataDirectory: string;
  /** `open`: everybody may do everything. Null where it was not said, which is open on loopback and refused elsewhere. */
  readonly auth: 'open' | null;
  /** Origins of pages, beside the server's own, as browsers spell them: `https://notes.example`. */
  readonly allowedOrigins: readonly string[];
  /** Who may read `/metrics`. */
  readonly metricsAccess: 'loopback' | 'public';
  readonly logLevel: LogLevel;
  /** Sessions that declare no schema version are readers. [P23] */
  readonly requireSchema: boolean;
  /** The author also gets its own update back, once it is on disk. */
  readonly echoToAuthor: boolean;
  /** The built page, an absolute path; null for the one of `@scriptorium/editor`. */
  readonly editorDirectory: string | null;
}
