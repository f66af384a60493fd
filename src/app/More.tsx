import { useEffect, useState } from 'preact/hooks';
import { sayBytes } from '../state/dates.ts';
import { forget } from '../state/founding.ts';
import { t } from '../state/language.ts';
import { charter, session } from '../state/session.ts';
import { takeEverything } from '../state/taking-out.ts';
import { chooseTheme, THEMES, theme } from '../state/theme.ts';
import { askToKeep, type Room, roomLeft } from '../storage/room-left.ts';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Words } from '../ui/Layout.tsx';
import { filePicture, invitePicture, peoplePicture, removePicture } from '../ui/pictures.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Page, Section } from '../ui/Shell.tsx';
import { Tile, TileGrid } from '../ui/Tiles.tsx';

/** Everything that is not every day: people, this phone, my data, what is promised and what not. */
export default function More() {
  return (
    <Page>
      <TileGrid label={t('common:more')}>
        <Tile href="/people" picture={peoplePicture} tone="leaf">
          {t('members:title')}
        </Tile>
        <Tile href="/people/invite" picture={invitePicture} tone="sky">
          {t('members:invite')}
        </Tile>
      </TileGrid>
      <Choice
        label={t('common:theme')}
        options={THEMES.map((value) => ({ value, label: t('common:theme-' + value) }))}
        value={theme.value}
        onChoose={chooseTheme}
      />
      <ThisPhone />
      <Section title={t('common:promises')}>
        <Words>{t('common:promised')}</Words>
        <Words>{t('common:not-promised')}</Words>
      </Section>
    </Page>
  );
}

function ThisPhone() {
  const [room, setRoom] = useState<Room | undefined>(undefined);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => void roomLeft().then(setRoom), []);
  const kept = session.value?.kept;
  const keep = async () => {
    await askToKeep();
    setRoom(await roomLeft());
  };
  return (
    <Section title={t('common:this-phone')}>
      {room?.usedBytes !== undefined && (
        <Words>{t('common:room', { used: sayBytes(room.usedBytes) })}</Words>
      )}
      <Words kind="quiet">{t(room?.isKept ? 'common:is-kept' : 'common:not-kept')}</Words>
      {room && !room.isKept && (
        <Button kind="quiet" onPress={() => void keep()}>
          {t('common:keep')}
        </Button>
      )}
      <Button kind="quiet" picture={filePicture} onPress={() => void takeEverything()}>
        {t('common:export')}
      </Button>
      <Button kind="quiet" picture={removePicture} onPress={() => setAsking(true)}>
        {t('common:remove')}
      </Button>
      {isAsking && kept && (
        <Sheet
          title={t('common:remove-title', { community: charter.value?.name })}
          closeLabel={t('common:close')}
          onClose={() => setAsking(false)}
        >
          <Words>{t('common:remove-says')}</Words>
          <Button kind="danger" onPress={() => void forget(kept)}>
            {t('common:remove')}
          </Button>
          <Button kind="quiet" onPress={() => setAsking(false)}>
            {t('common:stay')}
          </Button>
        </Sheet>
      )}
    </Section>
  );
}
