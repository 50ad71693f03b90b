/** What is shown instead of a white page where the page itself has a mistake. */
import { Component, type ComponentChildren } from 'preact';
import { m } from '../language/language';
import { Empty } from '../ui/Empty';

interface Props {
  readonly children: ComponentChildren;
}

export class Crash extends Component<Props, { crashed: boolean }> {
  override state = { crashed: false };

  static override getDerivedStateFromError() {
    return { crashed: true };
  }

  override componentDidCatch(error: unknown) {
    console.error(error);
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main>
        <Empty icon="info" title={m.errors.crashTitle()} text={m.errors.crash()}>
          <button class="button" onClick={() => location.reload()}>
            {m.errors.reload()}
          </button>
        </Empty>
      </main>
    );
  }
}
