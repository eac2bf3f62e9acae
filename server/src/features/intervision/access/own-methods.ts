import { Injectable } from '@nestjs/common';
import { Reads } from '../../../platform/database/reads.js';
import type { Tx } from '../../../platform/database/unit-of-work.js';
import { forbidden, KringError, notFound } from '../../../platform/errors/kring-error.js';
import { brand } from '../../../platform/graphql/brand.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { GroupAccess, isClosed } from '../../groups/public.js';
import { OrganisationAccess, readOrganisations, readsIn, Rights } from '../../organisations/public.js';
import { findMethodForCircle, findMethodOwner, lockMethod, type LockedMethod, type MethodOwner } from '../data/own-method.repository.js';
import { type Makers, type OwnMethodRow, readMethodNames, readOwnMethod, readShelf } from '../data/own-method.reads.js';
import { inBoth } from '../domain/block.js';
import type { Method, Words } from '../domain/method.js';
import { methodOf, ownMethodFrom } from '../domain/own-method.js';
import { makingForOrganisation, makingInCircle } from '../domain/own-method-policy.js';
import { decidePlanning } from '../domain/plan-policy.js';
import { Methods } from './methods.js';
import { sheetView } from './own-method-view.js';

const asId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The door to methods that circles and organisations made. A circle's are for who takes part in its sessions; an
 * organisation's for who takes part in a closed circle of it or below it. For everyone else they do not exist.
 */
@Injectable()
export class OwnMethods {
  private readonly makers: Makers;

  constructor(
    private readonly reads: Reads,
    private readonly groups: GroupAccess,
    private readonly organisations: OrganisationAccess,
    private readonly methods: Methods,
    rights: Rights,
  ) {
    this.makers = {
      roles: [...(groups.rights.get(makingInCircle) ?? [])],
      positions: rights.catalogue.positions.map(({ key }) => key).filter((kind) => rights.rightScope(kind, makingForOrganisation) === 'here'),
    };
  }

  /** What a circle can choose from: its own, its organisation's, the catalogue's. @throws NOT_FOUND outside the circle */
  async shelf(viewer: Viewer, groupId: string) {
    const row = await readShelf(this.reads, viewer.personId, groupId, this.makers);
    if (!row) throw notFound();
    return brand('MethodShelf', {
      methods: [...row.methods.map((own) => this.show(own)), ...this.methods.all()],
      mayMake: row.may_make,
      makeFor: row.make_for.map(({ id, name }) => brand('MethodOwner', { id, name })),
    });
  }

  /**
   * One method with everything that it is composed of, to read, to begin with or to change.
   * @throws NOT_FOUND for a method that is not there, or not for this person
   */
  async sheet(viewer: Viewer, key: string) {
    const shipped = this.methods.find(key);
    if (shipped) return sheetView(this.methods.catalogue, this.methods.show(shipped), ownMethodFrom(shipped));
    const row = asId.test(key) ? await readOwnMethod(this.reads, viewer.personId, key, this.makers) : null;
    if (!row) throw notFound();
    return sheetView(this.methods.catalogue, this.show(row), row.body);
  }

  private show(row: OwnMethodRow) {
    const method = methodOf(this.methods.catalogue, row.body, { key: row.id, version: row.version });
    return this.methods.show(method, {
      origin: row.group_id === null ? 'ORGANISATION' : 'CIRCLE',
      ownerName: row.owner_name,
      basedOn: row.body.basedOn,
      archived: row.archived,
      mayEdit: row.may_edit,
    });
  }

  /** A method to plan with in a circle that was locked for it. @returns null when the circle cannot use it */
  async forPlanning(tx: Tx, groupId: string, key: string): Promise<Method | null> {
    const found = asId.test(key) ? await findMethodForCircle(tx, key, groupId) : null;
    return found ? methodOf(this.methods.catalogue, found.body, { key, version: found.version }) : null;
  }

  /** Whether this is a method that somebody made, and this person may use. */
  async isOwn(viewer: Viewer, key: string): Promise<boolean> {
    return asId.test(key) && (await readOwnMethod(this.reads, viewer.personId, key, this.makers)) !== null;
  }

  /** What methods are called now, of those keys that are ids; for rows that this person may read already. */
  async namesOf(keys: readonly string[]): Promise<ReadonlyMap<string, Words>> {
    const ids = keys.filter((key) => asId.test(key));
    return new Map(ids.length === 0 ? [] : (await readMethodNames(this.reads, ids)).map(({ id, name }) => [id, inBoth(name)]));
  }

  /**
   * An owner to make a method for: a closed circle, or an organisation.
   * @throws NOT_FOUND outside the circle; FORBIDDEN with the reason, POSITION also for an organisation that is not there
   */
  async requireMaking(tx: Tx, viewer: Viewer, owner: MethodOwner): Promise<void> {
    if (owner.organisationId !== null) {
      const [organisation] = await readOrganisations(readsIn(tx), [owner.organisationId]);
      if (!organisation || !(await this.organisations.may(tx, viewer, organisation.path, makingForOrganisation))) throw forbidden('POSITION');
      return;
    }
    const group = await this.groups.requireForWriting(tx, viewer, owner.groupId!, 'read', { lockCircle: true });
    const decision = decidePlanning({
      mayByRole: this.groups.rights.get(makingInCircle)?.has(group.role!) ?? false,
      closedCircle: isClosed(group.kind),
      archived: group.archivedAt !== null,
      pactOpen: group.pactVersion > group.myPactVersion,
    });
    if (!decision.allow) throw forbidden(decision.reason);
  }

  /** A method to change, locked. @throws NOT_FOUND for who may not even use it, FORBIDDEN for who may */
  async requireChanging(tx: Tx, viewer: Viewer, methodId: string): Promise<LockedMethod> {
    const owner = await findMethodOwner(tx, methodId);
    if (!owner) throw notFound();
    try {
      await this.requireMaking(tx, viewer, owner);
    } catch (failure) {
      // whoever cannot see it does not learn from a refusal that it is there
      if (failure instanceof KringError && failure.code === 'FORBIDDEN' && !(await this.mayRead(tx, viewer, methodId))) throw notFound();
      throw failure;
    }
    return lockMethod(tx, methodId);
  }

  private async mayRead(tx: Tx, viewer: Viewer, methodId: string): Promise<boolean> {
    return (await readOwnMethod(readsIn(tx), viewer.personId, methodId, this.makers)) !== null;
  }
}
