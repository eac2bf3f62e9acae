import type { ErrorExtensions } from '../../../schema/errors.js';

/** Someone's browser: its cookie, and the origin it sends. */
export interface Session {
  email: string;
  cookie: string;
  origin: string;
  /** the `set-cookie` lines of the sign-in, for tests about cookies */
  setCookie: string[];
}

export interface GqlError {
  message: string;
  path?: (string | number)[];
  extensions: ErrorExtensions;
}

/** What came back over HTTP. `data` is typed by the caller: tests know what they asked for. */
export interface GqlAnswer<Data> {
  data: Data;
  errors: GqlError[] | undefined;
  status: number;
  headers: Headers;
  /** the bytes as they came, for comparing answers that must be the same */
  text: string;
}

/** Sends one document as a browser of Kring does: same origin, JSON, the cookie when there is one. */
export async function callGraphql<Data>(url: string, session: Session | null, document: string, variables: object = {}, headers: Record<string, string> = {}): Promise<GqlAnswer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: session?.origin ?? new URL(url).origin,
      ...(session ? { cookie: session.cookie } : {}),
      ...headers,
    },
    body: JSON.stringify({ query: document, variables }),
  });
  const text = await response.text();
  let body: { data?: Data; errors?: GqlError[] } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // a proxy's page, an empty answer: the status and the text say what it was
  }
  return { data: (body.data ?? null) as Data, errors: body.errors, status: response.status, headers: response.headers, text };
}

/** The data of an answer that must have succeeded; a refusal becomes an error with its code in the message. */
export function must<Data>(answer: GqlAnswer<Data>): Data {
  if (answer.status !== 200 || answer.errors?.length) {
    const why = answer.errors?.map((e) => `${e.extensions?.code ?? ''} ${e.extensions?.reason ?? ''} ${e.message} ${JSON.stringify(e.extensions?.fields ?? '')}`).join('; ');
    throw new Error(`Refused with status ${answer.status}: ${why ?? answer.text.slice(0, 300)}`);
  }
  return answer.data;
}

/** The code of the first refusal, or undefined when there is none. */
export const codeOf = (answer: GqlAnswer<unknown>): string | undefined => answer.errors?.[0]?.extensions?.code;
