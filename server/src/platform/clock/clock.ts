/** Server time where the database's own `now()` is out of reach. Domain code gets `now` as a parameter. */
export class Clock {
  now(): Date {
    return new Date();
  }
}
