import { Component, type ErrorInfo, type ReactNode } from 'react';

interface Props {
  /** what to show instead; `reset` tries once more */
  fallback: (failure: unknown, reset: () => void) => ReactNode;
  /** another screen: forget the failure of the last one */
  resetKey?: string;
  children: ReactNode;
}

interface State {
  failure: unknown;
  failed: boolean;
}

/** One per screen: a screen that breaks leaves the navigation standing. */
export class ScreenBoundary extends Component<Props, State> {
  override state: State = { failure: null, failed: false };

  static getDerivedStateFromError(failure: unknown): State {
    return { failure, failed: true };
  }

  override componentDidCatch(failure: unknown, info: ErrorInfo): void {
    console.error('screen failed', failure, info.componentStack);
  }

  override componentDidUpdate(before: Props): void {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.reset();
  }

  private readonly reset = (): void => this.setState({ failure: null, failed: false });

  override render(): ReactNode {
    return this.state.failed ? this.props.fallback(this.state.failure, this.reset) : this.props.children;
  }
}
