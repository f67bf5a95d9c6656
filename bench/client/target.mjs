// The server that a client process is pointed at.
// @ts-check

/**
 * What a contestant says of itself once it listens; it travels between processes as JSON.
 * @typedef {{ dialect: import('../wire/frames.mjs').Dialect, url: string, pid: number, hasAcks: boolean, keepsDocuments: boolean }} TargetData
 */

export class Target {
  dialect;
  pid;
  hasAcks;
  keepsDocuments;
  #url;

  /** @param {TargetData} data */
  constructor({ dialect, url, pid, hasAcks, keepsDocuments }) {
    this.dialect = dialect;
    this.pid = pid;
    this.hasAcks = hasAcks;
    this.keepsDocuments = keepsDocuments;
    this.#url = url;
  }

  /** Hocuspocus' sockets name no document. @param {string} document */
  addressOf(document) {
    return this.dialect === 'hocuspocus' ? this.#url : `${this.#url}/${document}`;
  }
}
