import { ErrorBoundary, LocationProvider, Route, Router, useLocation } from 'preact-iso';
import { joining, joinRefused } from '../state/founding.ts';
import { t } from '../state/language.ts';
import { sessionState } from '../state/session.ts';
import { Empty } from '../ui/Notice.tsx';
import { handsPicture } from '../ui/pictures.ts';
import { Page } from '../ui/Shell.tsx';
import { AreaBoundary } from './AreaBoundary.tsx';
import { SCREENS, screenAt } from './areas.ts';
import { Frame } from './Frame.tsx';
import { linkCode } from './invitation-link.ts';
import { Joining } from './Joining.tsx';
import { Lost } from './Lost.tsx';
import { Welcome } from './Welcome.tsx';

/** Welcome, or the community that is open. */
export function App() {
  const state = sessionState.value;
  if (state.is === 'opening') return null;
  if (state.is === 'keys-lost' || state.is === 'unopenable') return <Lost state={state} />;
  if (state.is === 'none' || linkCode.value !== undefined) return <Welcome />;
  if (joining.value || joinRefused.value) return <Joining />;
  return (
    <LocationProvider>
      <Home />
    </LocationProvider>
  );
}

function Home() {
  const { path } = useLocation();
  const screen = screenAt(path);
  return (
    <Frame title={t(screen?.title ?? 'common:lost-page')} back={screen?.back}>
      <AreaBoundary key={path}>
        <ErrorBoundary>
          <Router>
            {SCREENS.map(({ path: at, component }) => (
              <Route key={at} path={at} component={component} />
            ))}
            <Route default component={Nowhere} />
          </Router>
        </ErrorBoundary>
      </AreaBoundary>
    </Frame>
  );
}

function Nowhere() {
  return (
    <Page>
      <Empty picture={handsPicture} text={t('common:lost-page-says')} />
    </Page>
  );
}
