/** What a circle can meet for. In calendars and mails there is this title and nothing more (decisions 11). */
export const appointmentKinds = {
  intervision: { nl: 'Intervisie', en: 'Intervision', path: (id: string): string => `/sessies/${id}` },
} as const;

export type AppointmentKind = keyof typeof appointmentKinds;
