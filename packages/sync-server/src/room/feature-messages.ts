/** Messages of the server's features to those who understand them. [P22] */
import { ProtocolError, limits } from '@scriptorium/protocol';
import type { FeatureMessage, ServerMessage } from '@scriptorium/protocol';
import type { Member } from './member.ts';

export type FeaturePayload = FeatureMessage['payload'];

export class FeatureMessages {
  readonly #members: ReadonlyMap<number, Member>;
  /** Names of features that had something for a member while its socket was full. */
  readonly #missed = new WeakMap<Member, Set<string>>();

  constructor(members: ReadonlyMap<number, Member>) {
    this.#members = members;
  }

  /** Sends it to everyone here who offered `scriptorium.v1`. Call `checkFeaturePayload` before. */
  send(payload: FeaturePayload): void {
    const message: ServerMessage = { type: 'feature', payload };
    for (const member of this.#members.values()) {
      if (!member.peer.isScriptorium) continue;
      if (member.isHeldBack()) this.#miss(member, payload.feature);
      else member.peer.send(message);
    }
  }

  /** The socket of a member that was held back has drained: it is told of which features it missed something. */
  catchUp(member: Member): void {
    const missed = this.#missed.get(member);
    if (missed === undefined || member.isHeldBack()) return;
    this.#missed.delete(member);
    for (const feature of missed) member.peer.send({ type: 'feature', payload: { feature, missed: true } });
  }

  #miss(member: Member, feature: string): void {
    const missed = this.#missed.get(member);
    if (missed === undefined) this.#missed.set(member, new Set([feature]));
    else missed.add(feature);
  }
}

/** Throws `ProtocolError` where the message is too long to be sent. */
export function checkFeaturePayload(payload: FeaturePayload): void {
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes <= limits.featureMessageBytesMax) return;
  const detail = `A message of the feature ${JSON.stringify(payload.feature)} has ${bytes} bytes; the most is ${limits.featureMessageBytesMax}.`;
  throw new ProtocolError('too-large', detail);
}
