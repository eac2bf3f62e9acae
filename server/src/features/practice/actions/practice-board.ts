import { Injectable } from '@nestjs/common';

/** Where a practice that was made, or that is done with, is told to whoever plays in it. Without a demo nobody listens. */
@Injectable()
export class PracticeBoard {
  private listener: ((sessionIds: readonly string[]) => void) | null = null;

  onChange(listener: ((sessionIds: readonly string[]) => void) | null): void {
    this.listener = listener;
  }

  changed(sessionIds: readonly string[]): void {
    this.listener?.(sessionIds);
  }
}
