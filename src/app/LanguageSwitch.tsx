import { useState } from 'preact/hooks';
import { chooseLanguage, LANGUAGES, language, t } from '../state/language.ts';
import { IconButton } from '../ui/Button.tsx';
import { languagePicture } from '../ui/pictures.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { Tile, TileGrid } from '../ui/Tiles.tsx';

/** From any screen, at once; each language by its own name. */
export function LanguageSwitch() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton
        picture={languagePicture}
        label={t('common:language-now', { language: LANGUAGES[language.value]?.name })}
        word={LANGUAGES[language.value]?.name ?? ''}
        onPress={() => setOpen(true)}
      />
      {isOpen && (
        <Sheet
          title={t('common:language')}
          closeLabel={t('common:close')}
          onClose={() => setOpen(false)}
        >
          <LanguageTiles onChosen={() => setOpen(false)} />
        </Sheet>
      )}
    </>
  );
}

export function LanguageTiles({ onChosen }: { readonly onChosen: () => void }) {
  return (
    <TileGrid label={t('common:language')} columns="two">
      {Object.entries(LANGUAGES).map(([code, { name }]) => (
        <Tile
          key={code}
          tone="quiet"
          lang={code}
          onPress={() => void chooseLanguage(code).then(onChosen)}
        >
          {name}
        </Tile>
      ))}
    </TileGrid>
  );
}
