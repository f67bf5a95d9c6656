/** Addresses of files: in the document they are paths of its server [F4], which a page from elsewhere has to ask it for. Pure. */

const ownFile = /^\/api\/files\/[\w-]{1,128}$/;

export function isOwnFile(address: string): boolean {
  return ownFile.test(address);
}

/** What a browser is given for an address of the document. */
export function addressOn(serverUrl: string, address: string): string {
  return isOwnFile(address) ? `${serverUrl}${address}` : address;
}
