import { callGraphql, must, type Session } from '../../server/test/harness/graphql-call.js';
import { testPassword } from '../../server/test/builders/people.js';

/** Signs in at a server of another process, as a browser there would. */
export async function signInAt(url: string, email: string, password = testPassword): Promise<Session> {
  const origin = new URL(url).origin;
  const document = 'mutation SignIn($input: SignInInput!) { signIn(input: $input) { me { id } } }';
  const answer = await callGraphql(url, null, document, { input: { email, password } }, { origin });
  must(answer);
  const setCookie = answer.headers.getSetCookie();
  return { email, origin, setCookie, cookie: setCookie.map((line) => line.split(';')[0]).join('; ') };
}

/** One document that must succeed. */
export async function askAt<Data>(url: string, session: Session | null, document: string, variables: object = {}): Promise<Data> {
  return must(await callGraphql<Data>(url, session, document, variables));
}
