import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { dropDraft, keepDraft, readDraft } from '../../state/drafts.ts';
import { language, t } from '../../state/language.ts';
import { me } from '../../state/session.ts';
import { act } from '../../state/telling.ts';
import { Words } from '../../ui/Layout.tsx';
import { Page } from '../../ui/Shell.tsx';
import { NeedForm, WhatTiles } from './NeedForm.tsx';
import type { NeedWords, Side, What } from './need.ts';
import { post } from './tending.ts';

const DRAFT = 'needs/new';

const blank = (what: What): NeedWords => ({
  what,
  words: '',
  lang: language.peek(),
  amount: null,
  urgency: 'week',
  day: null,
  zone: '',
});

/** Ask or offer in three taps: picture, how much and when, post. */
export default function NewNeedScreen() {
  const { query, route } = useLocation();
  const side: Side = query.side === 'offer' ? 'offer' : 'need';
  const [words, setWords] = useState<NeedWords | undefined>(undefined);
  useEffect(() => {
    void readDraft<NeedWords>(DRAFT).then((draft) => draft && setWords(draft));
  }, []);
  const change = (next: NeedWords) => {
    setWords(next);
    keepDraft(DRAFT, next);
  };
  const send = async () => {
    if (words === undefined) return;
    const posted = { side, ...words, words: words.words.trim(), zone: words.zone.trim() };
    const written = await act(post(posted, me.value), 'needs:posted-' + side);
    if (written === undefined) return;
    await dropDraft(DRAFT);
    route('/needs', true);
  };
  return (
    <Page>
      <Words kind="big">{t(words ? `needs:what-${words.what}` : `needs:which-${side}`)}</Words>
      {words === undefined ? (
        <WhatTiles onChoose={(what) => change(blank(what))} />
      ) : (
        <NeedForm
          side={side}
          words={words}
          submitWord={t('needs:post-' + side)}
          onChange={change}
          onSubmit={() => void send()}
        />
      )}
    </Page>
  );
}
