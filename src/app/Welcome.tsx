import { useEffect, useState } from 'preact/hooks';
import type { Invitation } from '../crypto/invitation.ts';
import {
  checkInvitation,
  type JoinRefusal,
  joinCommunity,
  startCommunity,
} from '../state/founding.ts';
import { hasChosenLanguage, language, t } from '../state/language.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Words } from '../ui/Layout.tsx';
import { Empty, Notice } from '../ui/Notice.tsx';
import {
  alertPicture,
  codePicture,
  handsPicture,
  lookPicture,
  plusPicture,
} from '../ui/pictures.ts';
import { Page, TopBar } from '../ui/Shell.tsx';
import { Tile, TileGrid } from '../ui/Tiles.tsx';
import { linkCode } from './invitation-link.ts';
import { LanguageSwitch, LanguageTiles } from './LanguageSwitch.tsx';

type Step = 'language' | 'doors' | 'start' | 'code' | 'join';

/** Language, then three doors. A link with an invitation goes straight to joining. */
export function Welcome() {
  const [step, setStep] = useState<Step>(hasChosenLanguage() ? 'doors' : 'language');
  const [invitation, setInvitation] = useState<Invitation | undefined>(undefined);
  const [refused, setRefused] = useState<JoinRefusal | undefined>(undefined);

  const read = async (text: string) => {
    const checked = await checkInvitation(text);
    setRefused(checked.ok ? undefined : checked.refused);
    if (checked.ok) setInvitation(checked.value);
    setStep(checked.ok ? 'join' : 'code');
  };
  useEffect(() => {
    if (linkCode.value !== undefined) void read(linkCode.value);
  }, [linkCode.value]);

  const leave = () => {
    linkCode.value = undefined;
    setRefused(undefined);
    setStep('doors');
  };
  const canGoBack = step === 'start' || step === 'code' || step === 'join';
  return (
    <>
      <TopBar
        title={t('common:app')}
        back={canGoBack ? { label: t('common:back'), onPress: leave } : undefined}
      >
        <LanguageSwitch />
      </TopBar>
      <Page>
        {step === 'language' && <LanguageTiles onChosen={() => setStep('doors')} />}
        {step === 'doors' && <Doors onStep={setStep} />}
        {step === 'start' && <Start />}
        {step === 'code' && <Code refused={refused} onCode={read} />}
        {step === 'join' && invitation && <Join invitation={invitation} />}
      </Page>
    </>
  );
}

function Doors({ onStep }: { readonly onStep: (step: Step) => void }) {
  const lookAround = async () => {
    const { makeSample } = await import('./sample.ts');
    await makeSample();
  };
  return (
    <>
      <Empty picture={handsPicture} text={t('welcome:what')} />
      <TileGrid label={t('welcome:doors')} columns="two">
        <Tile picture={plusPicture} tone="leaf" onPress={() => onStep('start')}>
          {t('welcome:start')}
        </Tile>
        <Tile picture={codePicture} tone="sky" onPress={() => onStep('code')}>
          {t('welcome:join')}
        </Tile>
        <Tile picture={lookPicture} tone="plum" onPress={() => void lookAround()}>
          {t('welcome:look')}
        </Tile>
      </TileGrid>
      <Words kind="quiet">{t('welcome:promise')}</Words>
    </>
  );
}

function Start() {
  const [community, setCommunity] = useState('');
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const start = () => {
    setTried(true);
    if (community.trim() === '' || name.trim() === '') return;
    void startCommunity(community.trim(), { name: name.trim(), language: language.value });
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      <Field
        label={t('welcome:community-name')}
        hint={t('welcome:community-hint')}
        value={community}
        maxLength={80}
        required
        wrong={isTried && community.trim() === '' ? t('problems:empty') : undefined}
        onInput={setCommunity}
      />
      <NameField name={name} isTried={isTried} onInput={setName} />
      <Button type="submit" wide>
        {t('welcome:start')}
      </Button>
      <Words kind="quiet">{t('welcome:not-promised')}</Words>
    </form>
  );
}

interface NameFieldProps {
  readonly name: string;
  readonly isTried: boolean;
  readonly onInput: (name: string) => void;
}

function NameField({ name, isTried, onInput }: NameFieldProps) {
  return (
    <Field
      label={t('welcome:your-name')}
      hint={t('welcome:name-hint')}
      value={name}
      maxLength={60}
      required
      autoComplete="nickname"
      wrong={isTried && name.trim() === '' ? t('problems:empty') : undefined}
      onInput={onInput}
    />
  );
}

interface CodeProps {
  readonly refused: JoinRefusal | undefined;
  readonly onCode: (text: string) => Promise<void>;
}

function Code({ refused, onCode }: CodeProps) {
  const [text, setText] = useState('');
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void onCode(text);
      }}
    >
      {refused && (
        <Notice tone="clay" picture={alertPicture} text={t('problems:' + refused)} role="alert" />
      )}
      <Words>{t('welcome:code-how')}</Words>
      <Field label={t('welcome:code')} value={text} onInput={setText} required />
      <Button type="submit" wide>
        {t('welcome:go-on')}
      </Button>
    </form>
  );
}

function Join({ invitation }: { readonly invitation: Invitation }) {
  const [name, setName] = useState('');
  const [isTried, setTried] = useState(false);
  const join = async () => {
    setTried(true);
    if (name.trim() === '') return;
    await joinCommunity(invitation, { name: name.trim(), language: language.value });
    linkCode.value = undefined;
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <Words kind="big">{t('welcome:invited', { community: invitation.communityName })}</Words>
      <NameField name={name} isTried={isTried} onInput={setName} />
      <Button type="submit" wide>
        {t('welcome:join-now')}
      </Button>
      <Words kind="quiet">{t('welcome:not-promised')}</Words>
    </form>
  );
}
