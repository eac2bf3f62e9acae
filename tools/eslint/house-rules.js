import path from 'node:path';

const banned = /(^|[-_.])(utils?|helpers?|common|processors?)([-_.]|$)/i;
/** The domain has managers (people); code has none. A verb before the noun, or a noun after it, makes it the person. */
const bannedManager = /(^|[-_.])managers?(?=\.)/i;
const personManager = /^(add|set|end|remove|change|name|build)-managers?\./i;

const fileName = {
  meta: { type: 'problem', schema: [], messages: { name: 'The name "{{name}}" does not say what is inside (CONTRIBUTING.md).' } },
  create(context) {
    const name = path.basename(context.filename);
    const kebab = name.replace(/([a-z0-9])([A-Z])/g, '$1-$2');
    const wrong = banned.test(kebab) || (bannedManager.test(kebab) && !personManager.test(kebab));
    return wrong ? { Program: (node) => context.report({ node, messageId: 'name', data: { name } }) } : {};
  },
};

const kebabCase = {
  meta: { type: 'problem', schema: [], messages: { kebab: '"{{name}}" is not kebab-case (CONTRIBUTING.md).' } },
  create(context) {
    const name = path.basename(context.filename);
    const right = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.[mc]?[jt]s$/.test(name);
    return right ? {} : { Program: (node) => context.report({ node, messageId: 'kebab', data: { name } }) };
  },
};

const columns = /^(Column|PrimaryColumn|CreateDateColumn|UpdateDateColumn|DeleteDateColumn|VersionColumn)$/;
const relations = /^(ManyToOne|OneToOne|OneToMany|ManyToMany)$/;

/** The calls of decorators with one of these names on a class property. */
const decorating = (node, names) =>
  (node.decorators ?? []).map((d) => d.expression).filter((e) => e.type === 'CallExpression' && e.callee.type === 'Identifier' && names.test(e.callee.name));

const columnType = {
  meta: { type: 'problem', schema: [], messages: { type: "Say the column type: @Column({ type: 'text' }) or @Column('text')." } },
  create: (context) => ({
    PropertyDefinition(node) {
      for (const call of decorating(node, columns)) {
        const said = call.arguments.some(
          (a) => a.type === 'Literal' || (a.type === 'ObjectExpression' && a.properties.some((p) => p.type === 'SpreadElement' || p.key.name === 'type')),
        );
        if (!said) context.report({ node: call, messageId: 'type' });
      }
    },
  }),
};

const relationType = {
  meta: { type: 'problem', schema: [], messages: { relation: 'Wrap a related entity in Relation<…>: a bare class crashes at load time under ESM.' } },
  create: (context) => ({
    PropertyDefinition(node) {
      const type = node.typeAnnotation?.typeAnnotation;
      const wrapped = type?.type === 'TSTypeReference' && type.typeName.name === 'Relation';
      if (!wrapped && decorating(node, relations).length > 0) context.report({ node, messageId: 'relation' });
    },
  }),
};

/** Rules of this house that no published plugin has. */
export const houseRules = { rules: { 'file-name': fileName, 'kebab-case': kebabCase, 'column-type': columnType, 'relation-type': relationType } };
