/** Why an upload is not taken. [F2, F3] */

export type Refusal = 'empty' | 'file-too-large' | 'quota' | 'busy' | 'no-image';

/** Thrown to leave the reading of the body. */
export class UploadRefused extends Error {
  override readonly name = 'UploadRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal);
    this.refusal = refusal;
  }
}
