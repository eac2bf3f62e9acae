import { SeededRandom } from './seeded-random.js';

const words = `de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij nog uit wel naar heb door
  over ze zich hoe meer na zo kan onze dit wat werd heeft tegen onder geen mijn groep leerling leerlingen klas les school taal rekenen
  lezen oefenen uitleg instructie toets vraag vragen antwoord samen rustig begin einde week maandag vrijdag middag ochtend collega
  coach team ouders gesprek kind kinderen lokaal bord schrift boek pauze plein regels routine afspraak tijd minuten kwartier plan
  doel werkvorm voorbeeld oefening spelling breuken tafels verhaal tekst woorden thema project dossier overdracht mentor stage student
  begeleider opleiding bezoek kijkvraag feedback reflectie ontwikkeling starter jaar periode rapport cijfer rooster vervanging vergadering
  besluit voorstel ervaring idee tip aanpak verschil niveau hulp uitdaging aandacht rust orde gedrag emotie vertrouwen relatie contact
  proberen merken zien horen vertellen delen vragen helpen werken leren kijken luisteren schrijven rekenen kiezen stoppen doorgaan
  goed beter eerlijk lastig spannend fijn nieuw kort lang vaak soms altijd meestal eerst daarna straks morgen vandaag gisteren`
  .split(/\s+/)
  .filter(Boolean);

const titles = ['Vraag over', 'Ervaringen met', 'Wie kent', 'Idee voor', 'Terugblik op', 'Hulp bij', 'Verschil tussen'];

function sentence(random: SeededRandom, length: number): string {
  const said: string[] = [];
  let chars = 0;
  while (chars < length) {
    const word = words[random.between(0, words.length - 1)] ?? 'en';
    said.push(word);
    chars += word.length + 1;
  }
  const text = said.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Halves of messages of about 190 characters: two together make one of about 385. */
export function messageHalves(count: number): string[] {
  const random = new SeededRandom('load set texts');
  return Array.from({ length: count }, () => {
    const parts: string[] = [];
    let chars = 0;
    const wanted = random.between(114, 254);
    while (chars < wanted) {
      const next = sentence(random, Math.min(random.between(38, 88), Math.max(20, wanted - chars)));
      parts.push(next);
      chars += next.length + 1;
    }
    return parts.join(' ');
  });
}

export function topicTitles(count: number): string[] {
  const random = new SeededRandom('load set titles');
  return Array.from({ length: count }, () => {
    const about = Array.from({ length: random.between(2, 5) }, () => words[random.between(0, words.length - 1)]).join(' ');
    return `${titles[random.between(0, titles.length - 1)] ?? ''} ${about}`;
  });
}
