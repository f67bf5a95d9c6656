/** Who is here, as a row of discs; one's own opens the question for a name. */
import { type ReactElement, Suspense, lazy, useState, useSyncExternalStore } from 'react';
import type { Participant, Presence } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { orNothing } from '../../ui/later.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useWords } from '../../ui/words.ts';
import { avatarRow, peopleOf } from './people.ts';

const NameDialog = lazy(() => orNothing(import('./name-dialog.tsx').then((module) => module.NameDialog)));

export interface AvatarsProps {
  readonly presence: Presence;
  readonly onRename: (name: string) => void;
}

export function Avatars({ presence, onRename }: AvatarsProps): ReactElement {
  const { people: words } = useWords();
  const participants = useSyncExternalStore(presence.subscribe, presence.participants);
  const [isNaming, setNaming] = useState(false);
  const people = peopleOf(participants);
  const { shown, rest } = avatarRow(people);
  const self = people.find((person) => person.isSelf);
  return (
    <>
      <ul className="avatars" aria-label={words.label(people.length)} data-testid="avatars">
        {shown.map((person) => (
          <li key={person.id}>
            {person.isSelf ? <OwnAvatar person={person} onClick={() => setNaming(true)} /> : <OtherAvatar person={person} />}
          </li>
        ))}
        {rest.length === 0 ? null : (
          <li>
            <Tip text={rest.map(({ name }) => name || words.nameless).join(', ')}>
              <button type="button" className="avatar is-rest" aria-label={words.more(rest.length)}>
                +{rest.length}
              </button>
            </Tip>
          </li>
        )}
      </ul>
      {isNaming && self !== undefined ? (
        <Suspense fallback={null}>
          <NameDialog
            name={self.name}
            onClose={() => setNaming(false)}
            onSave={(name) => {
              onRename(name);
              setNaming(false);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

function OwnAvatar({ person, onClick }: { readonly person: Participant; readonly onClick: () => void }): ReactElement {
  const { people: words } = useWords();
  return (
    <Tip text={words.you(person.name)}>
      <button type="button" className="avatar-button" aria-label={words.changeName(person.name)} onClick={onClick} data-testid="own-avatar">
        <Avatar name={person.name} colour={person.colour} />
      </button>
    </Tip>
  );
}

function OtherAvatar({ person }: { readonly person: Participant }): ReactElement {
  const { people: words } = useWords();
  const name = person.name === '' ? words.nameless : person.name;
  const label = person.isAway ? words.away(name) : name;
  return (
    <Tip text={label}>
      <span className="avatar-button" role="img" aria-label={label} data-testid="avatar">
        <Avatar name={name} colour={person.colour} isAway={person.isAway} />
      </span>
    </Tip>
  );
}
