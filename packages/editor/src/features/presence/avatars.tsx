/** Who is here, as a row of discs: one's own opens the question for a name, the others' lead to where they write. */
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactElement, Suspense, useState, useSyncExternalStore } from 'react';
import type { Participant, Presence } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Later, type StandIn, loadLater } from '../../ui/later.tsx';
import { Tip } from '../../ui/tip.tsx';
import { useWords } from '../../ui/words.ts';
import { avatarRow, peopleOf } from './people.ts';
import { useFollow } from './use-follow.ts';
import { usePresenceSpeech } from './use-presence-speech.ts';

const PeopleMenu = loadLater(() => import('./people-menu.tsx').then((module) => module.PeopleMenu));
const NameDialog = loadLater(() => import('./name-dialog.tsx').then((module) => module.NameDialog));

export interface AvatarsProps {
  readonly presence: Presence;
  /** Null where the name comes from elsewhere. */
  readonly onRename: ((name: string) => void) | null;
}

export function Avatars({ presence, onRename }: AvatarsProps): ReactElement {
  const { people: words } = useWords();
  const participants = useSyncExternalStore(presence.subscribe, presence.participants);
  const [isNaming, setNaming] = useState(false);
  const people = peopleOf(participants);
  const { shown, rest } = avatarRow(people);
  const { followed, toggle } = useFollow(presence);
  usePresenceSpeech(presence);
  const self = people.find((person) => person.isSelf);
  return (
    <>
      <ul className="avatars" aria-label={words.label(people.length)} data-testid="avatars">
        {shown.map((person) => (
          <li key={person.id}>
            {person.isSelf ? <OwnAvatar person={person} onClick={onRename === null ? null : () => setNaming(true)} /> : <OtherAvatar person={person} isFollowed={person.id === followed} onFollow={() => toggle(person.id)} />}
          </li>
        ))}
        {people.length > 1 ? (
          <li>
            <Later button={restButton(rest.length)}>
              {(isAsked) => <PeopleMenu people={people} followed={followed} onFollow={toggle} isAsked={isAsked} trigger={<RestButton count={rest.length} />} />}
            </Later>
          </li>
        ) : null}
      </ul>
      {isNaming && self !== undefined && onRename !== null ? (
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

function OwnAvatar({ person, onClick }: { readonly person: Participant; readonly onClick: (() => void) | null }): ReactElement {
  const { people: words } = useWords();
  if (onClick === null) {
    return (
      <Tip text={words.you(person.name)}>
        <span className="avatar-button is-still" role="img" aria-label={words.you(person.name)} data-testid="own-avatar">
          <Avatar name={person.name} colour={person.colour} />
        </span>
      </Tip>
    );
  }
  return (
    <Tip text={words.you(person.name)}>
      <button type="button" className="avatar-button" aria-label={words.changeName(person.name)} onClick={onClick} data-testid="own-avatar">
        <Avatar name={person.name} colour={person.colour} />
      </button>
    </Tip>
  );
}

/** Opens the list of everybody. */
function RestButton({ count, ...rest }: ComponentProps<'button'> & { readonly count: number }): ReactElement {
  const { people: words } = useWords();
  return (
    <button {...rest} type="button" className="avatar is-rest" aria-label={count === 0 ? words.who : `${words.who}, ${words.more(count)}`}>
      {count === 0 ? <ChevronDown aria-hidden="true" /> : `+${count}`}
    </button>
  );
}

function restButton(count: number): (standIn: StandIn) => ReactElement {
  return (standIn) => <RestButton count={count} {...standIn} />;
}

interface OtherAvatarProps {
  readonly person: Participant;
  readonly isFollowed: boolean;
  readonly onFollow: () => void;
}

function OtherAvatar({ person, isFollowed, onFollow }: OtherAvatarProps): ReactElement {
  const { people: words } = useWords();
  const name = person.name === '' ? words.nameless : person.name;
  const label = person.isAway ? words.away(name) : name;
  return (
    <Tip text={isFollowed ? words.following(label) : words.follow(label)}>
      <button type="button" className="avatar-button" aria-pressed={isFollowed} aria-label={words.follow(label)} onClick={onFollow} data-testid="avatar">
        <Avatar name={name} colour={person.colour} isAway={person.isAway || person.isIdle} />
      </button>
    </Tip>
  );
}
