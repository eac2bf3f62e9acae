/** Who is inside, as a sign: never alone, always with words beside it or around it. */
export type Reach = 'me' | 'coach' | 'circle' | 'school' | 'region' | 'public';

const seat = { r: 1.4, fill: 'currentColor', stroke: 'none' } as const;

const drawings: Record<Reach, React.ReactNode> = {
  me: <circle cx="8" cy="8" r="2.4" fill="currentColor" stroke="none" />,
  coach: (
    <>
      <circle cx="5" cy="8" r="2.2" fill="currentColor" stroke="none" />
      <circle cx="11" cy="8" r="2.2" fill="currentColor" stroke="none" />
    </>
  ),
  circle: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="5.6" {...seat} />
      <circle cx="5.8" cy="9.4" {...seat} />
      <circle cx="10.2" cy="9.4" {...seat} />
    </>
  ),
  school: (
    <>
      <circle cx="8" cy="8" r="6.2" />
      <circle cx="8" cy="8" r="3.1" />
      <circle cx="8" cy="8" r="1" fill="currentColor" stroke="none" />
    </>
  ),
  region: (
    <>
      <circle cx="8" cy="8" r="6.2" strokeDasharray="2.2 1.7" />
      <circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
    </>
  ),
  public: (
    <>
      <circle cx="8" cy="8" r="2.6" fill="currentColor" stroke="none" />
      <path d="M8 1.4v2.2M8 12.4v2.2M1.4 8h2.2M12.4 8h2.2M3.3 3.3l1.6 1.6M11.1 11.1l1.6 1.6M12.7 3.3l-1.6 1.6M4.9 11.1l-1.6 1.6" />
    </>
  ),
};

export function VisibilityGlyph({ reach, size = 16 }: { reach: Reach; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinecap="round" aria-hidden="true">
      {drawings[reach]}
    </svg>
  );
}
