/** Why documents could not be brought in or taken out; the message is for whoever gave the command. */
export class TransferError extends Error {
  override readonly name = 'TransferError';
}
