/**
 * As much of a rendered protocol as dates and hours need. A protocol of the protocols feature is one of these as it stands.
 */
export interface Offset {
  /** school week of the trajectory, from 1 */
  readonly sw?: number | undefined;
  /** calendar days from the start date; before it: below 0 */
  readonly d?: number | undefined;
  /** own working days of the starter that are school days */
  readonly sd?: number | undefined;
}

export interface DatedPhase {
  readonly key: string;
  readonly from: Offset;
  readonly to: Offset;
}

export type ActivityStatus = 'core' | 'default' | 'optional';

export interface DatedActivity {
  readonly uid: string;
  readonly phase: string;
  readonly type: string;
  readonly role: string;
  readonly with: readonly string[];
  readonly at: Offset;
  readonly every?: Offset | undefined;
  readonly count: number;
  /** minutes of one occurrence; part-time never changes them */
  readonly minutes: number;
  readonly space: string;
  readonly status: ActivityStatus;
  /** the norm that its hours are counted against */
  readonly norm?: string | null | undefined;
}

export interface DatedProtocol {
  readonly phases: readonly DatedPhase[];
  readonly activities: readonly DatedActivity[];
}

/** One number a foundation has to give, as far as it is one of hours. */
export interface Norm {
  readonly key: string;
  readonly value: number;
  readonly unit: string;
  readonly years?: readonly number[] | undefined;
  readonly prorate_fte?: boolean | undefined;
}
