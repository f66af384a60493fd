import { LANGUAGES, t } from '../../state/language.ts';
import { charter, me } from '../../state/session.ts';
import { LinkButton } from '../../ui/Button.tsx';
import { Avatar, CardList } from '../../ui/Card.tsx';
import { invitePicture } from '../../ui/pictures.ts';
import { Page } from '../../ui/Shell.tsx';

/** Who is here, which languages they speak, and what they do. */
export default function PeopleScreen() {
  const people = [...(charter.value?.people.values() ?? [])].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  return (
    <Page>
      <CardList>
        {people.map((person) => (
          <li key={person.id} class="card">
            <Avatar name={person.name} />
            <span class="card-words">
              <strong dir="auto">
                {person.name} {person.id === me.value?.id && <span>({t('members:me')})</span>}
              </strong>
              <span class="row small quiet">
                <span>{person.roles.map((role) => t('members:role-' + role)).join(' · ')}</span>
                <span lang={person.language}>
                  {LANGUAGES[person.language]?.name ?? person.language}
                </span>
              </span>
            </span>
          </li>
        ))}
      </CardList>
      <LinkButton href="/people/invite" picture={invitePicture} floating>
        {t('members:invite')}
      </LinkButton>
    </Page>
  );
}
