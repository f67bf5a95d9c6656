/** The list of who is here and what they do; choosing somebody follows them. */
import type { ReactElement, ReactNode } from 'react';
import { type Participant, selectionIdleMs } from '../../sync/presence.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { Strings } from '../../ui/strings.ts';
import { useWords } from '../../ui/words.ts';

export interface PeopleMenuProps {
  readonly people: readonly Participant[];
  /** By person; null while nobody is followed. */
  readonly followed: string | null;
  readonly onFollow: (personId: string) => void;
  readonly trigger: ReactNode;
  /** It was asked for before it was there. */
  readonly isAsked: boolean;
}

export function PeopleMenu({ people, followed, onFollow, trigger, isAsked }: PeopleMenuProps): ReactElement {
  const { people: words } = useWords();
  return (
    <Menu label={words.who} trigger={trigger} isOpenAtOnce={isAsked}>
      {people.map((person) => {
        const name = person.name === '' ? words.nameless : person.name;
        const icon = <Avatar name={name} colour={person.colour} isAway={person.isAway || person.isIdle} />;
        return person.isSelf ? (
          <MenuItem key={person.id} icon={icon} isDisabled onSelect={() => {}}>
            {words.you(name)}
          </MenuItem>
        ) : (
          <MenuItem key={person.id} icon={icon} isChecked={person.id === followed} onSelect={() => onFollow(person.id)}>
            {`${person.isAway ? words.away(name) : name} · ${stateOf(person, words)}`}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

function stateOf({ hasCaret, activeAt }: Participant, words: Strings['people']): string {
  if (Date.now() - activeAt >= selectionIdleMs) return words.idle;
  return hasCaret ? words.editing : words.viewing;
}
