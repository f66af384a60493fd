import { useState } from 'preact/hooks';
import { lazy } from 'preact-iso';
import { invite } from '../../state/founding.ts';
import { t } from '../../state/language.ts';
import { charter, me, session } from '../../state/session.ts';
import { tell } from '../../state/telling.ts';
import { Button } from '../../ui/Button.tsx';
import { Row, Words } from '../../ui/Layout.tsx';
import { copyPicture, invitePicture, sharePicture } from '../../ui/pictures.ts';
import { Page } from '../../ui/Shell.tsx';
import { may } from './roles.ts';

const QrCode = lazy(() => import('../../ui/QrCode.tsx').then((module) => module.QrCode));

/** One code for one person: to show, to send, to copy. */
export default function InviteScreen() {
  const [link, setLink] = useState<string | undefined>(undefined);
  const community = charter.value?.name ?? '';
  const make = async () => {
    const made = await invite();
    if (made.ok) setLink(made.value);
    else tell(t('problems:' + made.refused));
  };
  const share = (url: string) =>
    navigator
      .share({ title: community, text: t('members:share-says', { community }), url })
      .catch(() => undefined);
  const copy = async (url: string) => {
    await navigator.clipboard.writeText(url);
    tell(t('members:copied'));
  };
  if (charter.value === undefined) return <Page>{null}</Page>;
  if (session.value?.kept.sample || !may(me.value, 'invite somebody')) {
    return (
      <Page>
        <Words>{t('members:not-in-sample')}</Words>
      </Page>
    );
  }
  return (
    <Page>
      <Words>{t('members:invite-how')}</Words>
      {link === undefined ? (
        <Button picture={invitePicture} wide onPress={() => void make()}>
          {t('members:make-code')}
        </Button>
      ) : (
        <>
          <QrCode text={link} label={t('members:code-label', { community })} />
          <Row>
            {'share' in navigator && (
              <Button picture={sharePicture} onPress={() => void share(link)}>
                {t('members:share')}
              </Button>
            )}
            <Button picture={copyPicture} kind="quiet" onPress={() => void copy(link)}>
              {t('members:copy')}
            </Button>
          </Row>
          <p class="small quiet" dir="ltr" data-invitation={link}>
            {link}
          </p>
          <Button kind="plain" onPress={() => void make()}>
            {t('members:another')}
          </Button>
        </>
      )}
      <Words kind="quiet">{t('members:invite-safe')}</Words>
    </Page>
  );
}
