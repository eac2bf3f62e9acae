import { describe, expect, it, jest } from '@jest/globals';
import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { MantineProvider } from '@mantine/core';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Observable } from 'rxjs';
import { createClient } from '../../platform/apollo/create-client.js';
import { KringError } from '../../platform/errors/kring-error.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { SignInForm } from './SignInForm.js';

startI18n('nl');

const me = {
  __typename: 'Me', id: 'p1', givenName: 'Fenna', familyName: 'Bosuil', name: 'Fenna Bosuil', email: 'fenna@school.example', language: 'NL', mailLevel: 'IMPORTANT',
  singleKeys: true, plainReading: false, calmMotion: false, introducedAt: '2026-01-01T10:00:00Z', version: 1, positions: [], mayCreate: [],
  asOf: { __typename: 'StreamPosition', stream: 'person:p1', epoch: 1, seq: 0 },
};

function show(answer: (variables: Record<string, unknown>) => object | KringError) {
  const asked: Record<string, unknown>[] = [];
  const session = new SessionStore();
  const terminating = new ApolloLink(
    (operation) =>
      new Observable((observer) => {
        asked.push(operation.variables);
        const given = answer(operation.variables);
        if (given instanceof KringError) observer.error(given);
        else {
          observer.next({ data: given } as ApolloLink.Result);
          observer.complete();
        }
      }),
  );
  const client = createClient({ session, onSnapshot: () => undefined, terminating });
  const onSignedIn = jest.fn();
  render(
    <MantineProvider>
      <ApolloProvider client={client}>
        <SignInForm onSignedIn={onSignedIn} />
      </ApolloProvider>
    </MantineProvider>,
  );
  return { asked, onSignedIn, session };
}

const email = () => screen.getByLabelText('Mailadres') as HTMLInputElement;
const password = () => screen.getByLabelText('Wachtwoord') as HTMLInputElement;
const press = () => userEvent.click(screen.getByRole('button', { name: 'Inloggen' }));

describe('SignInForm', () => {
  it('signs in with what was typed', async () => {
    const { asked, onSignedIn } = show(() => ({ signIn: { __typename: 'SignInPayload', me } }));
    await userEvent.type(email(), ' fenna@school.example ');
    await userEvent.type(password(), 'een twee drie');
    await press();
    await waitFor(() => expect(onSignedIn).toHaveBeenCalledWith(expect.objectContaining({ id: 'p1' })));
    expect(asked).toEqual([{ input: { email: 'fenna@school.example', password: 'een twee drie' } }]);
  });

  it('says what is missing, in place, and asks nothing', async () => {
    const { asked } = show(() => ({}));
    await press();
    expect(screen.getByText('Vul je mailadres in.')).toBeTruthy();
    expect(document.activeElement).toBe(email());
    expect(asked).toEqual([]);
  });

  it('keeps what was typed when it is refused, and does not call it a lost sign-in', async () => {
    const { session } = show(() => new KringError({ code: 'UNAUTHENTICATED', reason: 'WRONG_CREDENTIALS' }));
    await userEvent.type(email(), 'fenna@school.example');
    await userEvent.type(password(), 'fout');
    await press();
    expect(await screen.findByText('Mailadres of wachtwoord klopt niet.')).toBeTruthy();
    expect(email().value).toBe('fenna@school.example');
    expect(session.read()).toBe('fine');
  });

  it('says when to come back after too many attempts', async () => {
    show(() => new KringError({ code: 'RATE_LIMITED', retryAfter: 30 }));
    await userEvent.type(email(), 'fenna@school.example');
    await userEvent.type(password(), 'x');
    await press();
    expect(await screen.findByText(/over 30 seconden/)).toBeTruthy();
  });
});
