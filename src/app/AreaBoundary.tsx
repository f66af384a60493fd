import { Component, type ComponentChildren } from 'preact';
import { t } from '../state/language.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { alertPicture } from '../ui/pictures.ts';
import { Page } from '../ui/Shell.tsx';

interface BoundaryProps {
  readonly children: ComponentChildren;
}

/** A screen that breaks says so, and leaves the others and everything saved as they are. */
export class AreaBoundary extends Component<BoundaryProps, { broken: unknown }> {
  override state = { broken: undefined as unknown };

  override componentDidCatch(error: unknown): void {
    this.setState({ broken: error });
  }

  override render() {
    if (this.state.broken === undefined) return this.props.children;
    return (
      <Page>
        <Notice tone="clay" picture={alertPicture} text={t('common:broken')} role="alert">
          <Button kind="quiet" onPress={() => this.setState({ broken: undefined })}>
            {t('common:try-again')}
          </Button>
        </Notice>
        <p class="small quiet" dir="ltr">
          {String(this.state.broken)}
        </p>
      </Page>
    );
  }
}
