import { ApolloLink } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { expect, it, jest } from '@jest/globals';
import { MantineProvider } from '@mantine/core';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { createClient } from '../../platform/apollo/create-client.js';
import { startI18n } from '../../platform/i18n/i18n.js';
import { SessionStore } from '../../platform/session/session-store.js';
import { GoToSheet } from './GoToSheet.js';

startI18n('nl');

it('closes with Escape, with the cursor in its field', async () => {
  const client = createClient({ session: new SessionStore(), onSnapshot: () => undefined, terminating: ApolloLink.empty() });
  const onClose = jest.fn();
  render(
    <MantineProvider env="test">
      <ApolloProvider client={client}>
        <MemoryRouter>
          <GoToSheet opened onClose={onClose} />
        </MemoryRouter>
      </ApolloProvider>
    </MantineProvider>,
  );
  await userEvent.click(await screen.findByRole('combobox', { name: 'Ga naar' }));
  await userEvent.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledTimes(1);
});
