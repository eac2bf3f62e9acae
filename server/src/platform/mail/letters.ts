import type { MailContent, MailLanguage, MailLetter } from './mail-content.js';

/** Who gets the mail and from which installation, as far as the words need it. */
export interface Addressee {
  givenName: string;
  installation: string;
}

const excerptLength = 280;

/** Cut at a word, so that a mail never holds more than a taste. */
const taste = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  if (letters.length <= excerptLength) return letters.join('');
  return `${letters.slice(0, excerptLength).join('').replace(/\s+\S*$/, '')} …`;
};

/** One line: nobody's name breaks a subject in two. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const locales = { nl: 'nl-NL', en: 'en-GB' } as const;

/** `donderdag 3 december, 15:45`, as the clock in that zone shows it. */
const moment = (at: Date, zone: string, language: MailLanguage): string => {
  const day = new Intl.DateTimeFormat(locales[language], { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone }).format(at);
  const time = new Intl.DateTimeFormat(locales[language], { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);
  return `${day}, ${time}`;
};

const dayOf = (day: string, language: MailLanguage): string =>
  new Intl.DateTimeFormat(locales[language], { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));

type Words = { [Template in MailContent['template']]: (content: Extract<MailContent, { template: Template }>) => Omit<MailLetter, 'path' | 'closing'> };

const nl: Words = {
  passwordReset: () => ({
    subject: 'Kies een nieuw wachtwoord',
    paragraphs: [
      'Je vroeg om een nieuw wachtwoord. Met de knop hieronder kies je er een. De link werkt één keer, en niet langer dan een uur.',
      'Vroeg je dit niet? Dan hoef je niets te doen. Je wachtwoord blijft zoals het was.',
    ],
    button: 'Kies een wachtwoord',
  }),
  invitation: ({ circle }) => ({
    subject: circle ? `${oneLine(circle.inviter)} nodigt je uit voor ${oneLine(circle.name)}` : 'Je bent uitgenodigd voor een besloten kring',
    paragraphs: [
      circle
        ? `${oneLine(circle.inviter)} nodigt je uit voor de kring ${oneLine(circle.name)}.`
        : 'Iemand nodigt je uit voor een besloten kring. Welke kring het is, zie je als je bent ingelogd.',
      'Je kijkt eerst rustig wie er meedoen en wat jullie afspreken. Niets doen mag ook: de uitnodiging vervalt vanzelf na 14 dagen.',
    ],
    button: 'Bekijk de uitnodiging',
  }),
  mention: ({ open }) => ({
    subject: open ? `${oneLine(open.author)} noemt je in ${oneLine(open.topic)}` : 'Iemand noemt je in een besloten kring',
    paragraphs: open
      ? [`${oneLine(open.author)} noemt je in het gesprek ${oneLine(open.topic)}, in de kring ${oneLine(open.circle)}:`, `“${taste(open.excerpt)}”`]
      : ['Iemand noemt je in een gesprek in een besloten kring. Wat er staat, lees je als je bent ingelogd.'],
    button: 'Lees het gesprek',
  }),
  appointment: ({ what, startsAt, zone }) => {
    const when = moment(startsAt, zone, 'nl');
    return {
      subject: { planned: `Intervisie op ${when}`, changed: `Veranderd: intervisie op ${when}`, cancelled: `Gaat niet door: intervisie op ${when}` }[what],
      paragraphs: {
        planned: [`Er is intervisie gepland op ${when}.`, 'Het bestand bij deze mail zet het moment in je agenda. Daar staat alleen ‘Intervisie’, met de plek en een link.'],
        changed: [`Het moment of de plek van de intervisie is veranderd. Het is nu op ${when}.`, 'Het bestand bij deze mail past het moment in je agenda aan.'],
        cancelled: [`De intervisie op ${when} gaat niet door.`, 'Het bestand bij deze mail haalt het moment uit je agenda.'],
      }[what],
      button: what === 'cancelled' ? 'Bekijk de intervisie' : 'Laat weten of je komt',
    };
  },
  appointmentSeries: ({ count, startsAt, zone }) => ({
    subject: `Intervisie: ${count} momenten, vanaf ${moment(startsAt, zone, 'nl')}`,
    paragraphs: [`Er zijn ${count} momenten voor intervisie gepland. Het eerste is op ${moment(startsAt, zone, 'nl')}.`, 'Het bestand bij deze mail zet ze in je agenda. Daar staat alleen ‘Intervisie’, met de plek en een link.'],
    button: 'Bekijk de momenten',
  }),
  appointmentReminder: ({ startsAt, zone }) => ({
    subject: `Intervisie op ${moment(startsAt, zone, 'nl')}`,
    paragraphs: [`Op ${moment(startsAt, zone, 'nl')} is er intervisie. Je hoeft niets voor te bereiden. Een casus inbrengen mag, het hoeft niet.`],
    button: 'Bekijk de intervisie',
  }),
  poll: ({ again, answerBy }) => ({
    subject: again ? 'Wanneer kun jij? Je antwoord ontbreekt nog' : 'Wanneer kun jij?',
    paragraphs: [
      `Een kring van jou zoekt een moment voor intervisie. Antwoorden kost minder dan een minuut.${answerBy === null ? '' : ` Antwoord uiterlijk ${dayOf(answerBy, 'nl')}.`}`,
    ],
    button: 'Geef je antwoord',
  }),
  intentionFollowUp: () => ({
    subject: 'Intervisie',
    paragraphs: ['Twee weken geleden nam je je iets voor. Hoe gaat het daarmee?', 'Wat je antwoordt, is voor jezelf. Alleen als je dat kiest, ziet je kring het.'],
    button: 'Kijk terug',
  }),
  sessionFrozen: () => ({
    subject: 'Er is een intervisie op slot gezet',
    paragraphs: [
      'In jouw organisatie is een intervisie op slot gezet, omdat er misschien iets naar buiten is gekomen. Niemand kan de inhoud nu lezen, ook jij niet.',
      'Welke kring het is, staat niet in deze mail. Wie de intervisie leidt, neemt zo nodig contact met je op.',
    ],
    button: 'Naar Kring',
  }),
  writtenPhase: () => ({
    subject: 'Intervisie',
    paragraphs: ['In een schriftelijke intervisie van een van je kringen begint iets nieuws. Wat het is, zie je als je bent ingelogd.'],
    button: 'Naar de intervisie',
  }),
  writtenReminder: () => ({
    subject: 'Intervisie',
    paragraphs: ['In een schriftelijke intervisie kun je nog iets schrijven. Tot wanneer dat kan, zie je als je bent ingelogd.', 'Je krijgt per fase hooguit twee herinneringen, nooit op één dag.'],
    button: 'Naar de intervisie',
  }),
  harvest: ({ what }) => ({
    subject: 'Intervisie',
    paragraphs: [
      what === 'approve'
        ? 'Er staat een tekst klaar die pas gedeeld wordt als jij akkoord bent. Wat er staat, lees je als je bent ingelogd.'
        : 'Er staat een tekst klaar om te delen. Je kunt hem zeven dagen lezen en terugsturen, met of zonder reden. Wat er staat, lees je als je bent ingelogd.',
    ],
    button: 'Lees de tekst',
  }),
};

const en: Words = {
  passwordReset: () => ({
    subject: 'Choose a new password',
    paragraphs: [
      'You asked for a new password. Use the button below to choose one. The link works once, and no longer than an hour.',
      'Was it not you? Then you need not do anything. Your password stays as it was.',
    ],
    button: 'Choose a password',
  }),
  invitation: ({ circle }) => ({
    subject: circle ? `${oneLine(circle.inviter)} invites you to ${oneLine(circle.name)}` : 'You are invited to a closed circle',
    paragraphs: [
      circle
        ? `${oneLine(circle.inviter)} invites you to the circle ${oneLine(circle.name)}.`
        : 'Someone invites you to a closed circle. You see which circle it is when you are signed in.',
      'Take a quiet look first at who take part and what you agree on. Doing nothing is fine too: the invitation expires by itself after 14 days.',
    ],
    button: 'See the invitation',
  }),
  mention: ({ open }) => ({
    subject: open ? `${oneLine(open.author)} mentions you in ${oneLine(open.topic)}` : 'Someone mentions you in a closed circle',
    paragraphs: open
      ? [`${oneLine(open.author)} mentions you in the conversation ${oneLine(open.topic)}, in the circle ${oneLine(open.circle)}:`, `“${taste(open.excerpt)}”`]
      : ['Someone mentions you in a conversation in a closed circle. You can read it when you are signed in.'],
    button: 'Read the conversation',
  }),
  appointment: ({ what, startsAt, zone }) => {
    const when = moment(startsAt, zone, 'en');
    return {
      subject: { planned: `Intervision on ${when}`, changed: `Changed: intervision on ${when}`, cancelled: `Called off: intervision on ${when}` }[what],
      paragraphs: {
        planned: [`An intervision is planned on ${when}.`, 'The file with this mail puts it in your calendar. It says “Intervision” only, with the place and a link.'],
        changed: [`The moment or the place of the intervision changed. It is now on ${when}.`, 'The file with this mail changes the entry in your calendar.'],
        cancelled: [`The intervision on ${when} is called off.`, 'The file with this mail takes it out of your calendar.'],
      }[what],
      button: what === 'cancelled' ? 'See the intervision' : 'Say whether you come',
    };
  },
  appointmentSeries: ({ count, startsAt, zone }) => ({
    subject: `Intervision: ${count} moments, from ${moment(startsAt, zone, 'en')}`,
    paragraphs: [`${count} moments for intervision are planned. The first is on ${moment(startsAt, zone, 'en')}.`, 'The file with this mail puts them in your calendar. They say “Intervision” only, with the place and a link.'],
    button: 'See the moments',
  }),
  appointmentReminder: ({ startsAt, zone }) => ({
    subject: `Intervision on ${moment(startsAt, zone, 'en')}`,
    paragraphs: [`There is intervision on ${moment(startsAt, zone, 'en')}. You need not prepare anything. You may bring a case, you do not have to.`],
    button: 'See the intervision',
  }),
  poll: ({ again, answerBy }) => ({
    subject: again ? 'When can you? Your answer is still missing' : 'When can you?',
    paragraphs: [
      `One of your circles is looking for a moment for intervision. Answering takes less than a minute.${answerBy === null ? '' : ` Please answer by ${dayOf(answerBy, 'en')}.`}`,
    ],
    button: 'Give your answer',
  }),
  intentionFollowUp: () => ({
    subject: 'Intervision',
    paragraphs: ['Two weeks ago you intended to do something. How is it going?', 'What you answer is for yourself. Your circle sees it only if you choose so.'],
    button: 'Look back',
  }),
  sessionFrozen: () => ({
    subject: 'An intervision was locked',
    paragraphs: [
      'An intervision in your organisation was locked, because something may have come out. Nobody can read it now, and neither can you.',
      'Which circle it is, is not in this mail. Whoever leads the intervision gets in touch with you if need be.',
    ],
    button: 'To Kring',
  }),
  writtenPhase: () => ({
    subject: 'Intervision',
    paragraphs: ['In a written intervision of one of your circles something new begins. You see what it is when you are signed in.'],
    button: 'To the intervision',
  }),
  writtenReminder: () => ({
    subject: 'Intervision',
    paragraphs: ['In a written intervision you can still write something. You see until when when you are signed in.', 'You get at most two reminders per phase, never on one day.'],
    button: 'To the intervision',
  }),
  harvest: ({ what }) => ({
    subject: 'Intervision',
    paragraphs: [
      what === 'approve'
        ? 'There is a text that is only shared if you approve it. You can read it when you are signed in.'
        : 'There is a text to be shared. For seven days you can read it and send it back, with or without a reason. You can read it when you are signed in.',
    ],
    button: 'Read the text',
  }),
};

const greeting = { nl: (name: string) => `Hoi ${name},`, en: (name: string) => `Hi ${name},` };
const closing = {
  nl: (installation: string) => `Je krijgt deze mail omdat je een account hebt bij ${installation}. Hoeveel mail je krijgt, kies je bij Instellingen.`,
  en: (installation: string) => `You get this mail because you have an account with ${installation}. You choose how much mail you get in Settings.`,
};

/** The words of a mail in the reader's language. */
export function writeLetter(content: MailContent, language: MailLanguage, to: Addressee): MailLetter {
  const words = language === 'nl' ? nl : en;
  const write = words[content.template] as (content: MailContent) => Omit<MailLetter, 'path' | 'closing'>;
  const { subject, paragraphs, button } = write(content);
  return {
    subject,
    paragraphs: [greeting[language](oneLine(to.givenName)), ...paragraphs],
    button,
    path: content.path,
    closing: closing[language](oneLine(to.installation)),
  };
}
