import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';
import './graphiql.css';

const greeting = `# Sign in on the product first: this page uses the same cookie.
{
  home {
    groups { id name kind lastSeq readCount }
  }
}
`;

/** Asks as the signed-in person; the server decides whether documents of others are open (KRING_ADHOC_DOCUMENTS). */
async function ask(request: object): Promise<object> {
  const answer = await fetch('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    credentials: 'same-origin',
    body: JSON.stringify(request),
  });
  return (await answer.json()) as object;
}

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<GraphiQL fetcher={ask as never} defaultQuery={greeting} />);
