import type { Input, Words } from './method.js';

/** Names of the people who try a method out. Invented, and nobody of the demo region. */
export const dryRunNames = ['Sanne', 'Joris', 'Amira', 'Lieke', 'Ravi', 'Tess', 'Hamza', 'Eline'] as const;

const said = (nl: string, en: string): Words => ({ nl, en });

/** What they write: invented, about nobody, and short enough to be read in passing. */
const sentences: Readonly<Partial<Record<Input, readonly Words[]>>> = {
  card_each: [
    said('Ik ben er, een beetje moe van de dag.', 'I am here, a little tired from the day.'),
    said('Ik zou eerst vragen wat de ander nodig heeft.', 'I would first ask what the other person needs.'),
    said('Klein beginnen: één gesprek, deze week.', 'Start small: one conversation, this week.'),
    said('Benoem wat goed ging voordat je verandert.', 'Name what went well before you change anything.'),
    said('Neem iemand mee die de groep kent.', 'Take someone along who knows the group.'),
    said('Laat het een dag liggen en lees het dan terug.', 'Leave it for a day and then read it again.'),
    said('Spreek een vast moment af om terug te kijken.', 'Agree on a fixed moment to look back.'),
    said('Houd je eigen grens in het oog.', 'Keep an eye on your own limit.'),
  ],
  private_reveal: [
    said('Volgens mij gaat het om vertrouwen, niet om regels.', 'I think this is about trust, not about rules.'),
    said('Ik zie iemand die veel alleen draagt.', 'I see someone who carries a lot alone.'),
    said('De kern is: wie beslist hier eigenlijk?', 'At the core: who decides here, really?'),
    said('Ik zou willen weten wat er gebeurt als je niets doet.', 'I would like to know what happens if you do nothing.'),
    said('Het raakt me dat de deur dicht bleef.', 'It touches me that the door stayed closed.'),
    said('Misschien is de vraag groter dan dit ene moment.', 'Perhaps the question is bigger than this one moment.'),
  ],
  questions: [
    said('Wat gebeurde er vlak daarvoor?', 'What happened just before that?'),
    said('Wat had je op dat moment willen zeggen?', 'What would you have liked to say at that moment?'),
    said('Wie heeft hier al eerder iets over gezegd?', 'Who has said something about this before?'),
    said('Hoe zou je merken dat het beter gaat?', 'How would you notice that it is getting better?'),
    said('Wat houd je tegen?', 'What is holding you back?'),
    said('Wat lukt er al wel?', 'What does already work?'),
    said('Voor wie is dit het lastigst?', 'For whom is this hardest?'),
    said('Welke keuze heb je nog niet bekeken?', 'Which choice have you not looked at yet?'),
  ],
  statement: [
    said('De afspraak die we maakten, werd niet nagekomen. Ik zei er niets van en loop er nog mee rond.', 'The agreement we made was not kept. I said nothing about it and still carry it around.'),
    said('Mijn vraag is nu: hoe begin ik dat gesprek zonder te verwijten?', 'My question now is: how do I begin that conversation without blaming?'),
    said('Ik neem twee dingen mee: eerst vragen, en het niet alleen doen.', 'I take two things with me: ask first, and do not do it alone.'),
  ],
  free: [
    said('Wat we horen: er is haast, en niemand zegt het.', 'What we hear: there is a rush, and nobody says so.'),
    said('Twee dingen lopen hier door elkaar.', 'Two things are mixed up here.'),
  ],
  grid: [said('Ingevuld in een paar woorden.', 'Filled in with a few words.'), said('Kort, met één voorbeeld erbij.', 'Short, with one example.')],
  scale: [said('6', '6'), said('7', '7'), said('4', '4')],
  actions: [said('Volgende week een gesprek van tien minuten voeren.', 'Have a conversation of ten minutes next week.'), said('Donderdag de afspraak op papier zetten.', 'Write down the agreement on Thursday.')],
  notes: [said('Voor mezelf: hier wil ik later op terugkomen.', 'For myself: I want to come back to this later.'), said('Dit raakte me meer dan ik dacht.', 'This touched me more than I thought.')],
};

/** A sentence for this kind of entering; `chance` chooses it. */
export function dryRunSentence(input: Input, chance: number): Words {
  const list = sentences[input] ?? sentences.free!;
  return list[chance % list.length]!;
}
