import type { Activity, ActivityObject, Actor } from '../../../client/src/generated/types.gen.ts';
import { useAddress } from '../../app/address.ts';
import { currentSession } from '../../app/api.ts';
import { Email, exactTime } from '../../app/display.tsx';
import { filtered } from '../../app/list.ts';
import { Menu, type MenuItem } from '../../app/menu.tsx';
import { appWords, pageLanguage } from '../../app/words.ts';
import { fieldsOf, piecesOf, sentenceOf } from './entries.ts';
import { addressOf } from './links.ts';
import { customerOf, type Name } from './names.ts';
import { activityWords } from './words.ts';

/** An entry as a sentence, with the time of day and the changes. */
export function Entry({
  entry,
  nameOf,
}: {
  readonly entry: Activity;
  readonly nameOf: (object: ActivityObject) => Name;
}) {
  const texts = activityWords.texts();
  const { type, createdAt, actor, object, changes = [] } = entry;
  const time = new Date(createdAt);
  const menu = useEntryMenu(entry);
  const sentence = sentenceOf(type, texts);
  const notes = [
    ...customerOf(object).flatMap((customer) => {
      const name = nameOf(customer);
      return name ? [texts.ofCustomer(name)] : [];
    }),
    ...(changes.length > 0
      ? [texts.changed(new Intl.ListFormat(pageLanguage()).format(fieldsOf(changes, texts)))]
      : []),
    ...(sentence === texts.otherSentence ? [type] : []),
  ];
  return (
    <li class="log-entry">
      <time dateTime={createdAt} title={exactTime(time)}>
        {new Intl.DateTimeFormat(pageLanguage(), { timeStyle: 'short' }).format(time)}
      </time>
      <div class="log-text">
        <p>
          {piecesOf(sentence).map((piece, index) => {
            if (piece === 'actor')
              return (
                <strong key={index} title={actor.id}>
                  {actorName(actor)}
                </strong>
              );
            if (piece === 'object')
              return <ObjectName key={index} object={object} name={nameOf(object)} />;
            return piece.words;
          })}
        </p>
        {notes.map((note) => (
          <p key={note} class="under">
            {note}
          </p>
        ))}
      </div>
      <Menu
        label={appWords.texts().table.actionsFor(plainSentence(sentence, entry, nameOf))}
        items={() => menu}
      />
    </li>
  );
}

function ObjectName({ object, name }: { readonly object: ActivityObject; readonly name: Name }) {
  const texts = activityWords.texts();
  if (name === undefined) return <span class="bone bone-name" aria-hidden="true" />;
  if (name === null)
    return (
      <span class="log-gone" title={object.id}>
        {texts.deleted}
      </span>
    );
  const href = addressOf(object);
  return href === undefined ? (
    <strong>
      <Email>{name}</Email>
    </strong>
  ) : (
    <a class="log-link" href={href}>
      <Email>{name}</Email>
    </a>
  );
}

/** Menu items that filter the log or open the entry's object. */
function useEntryMenu({ actor, object }: Activity): readonly MenuItem[] {
  const address = useAddress();
  const texts = activityWords.texts();
  const href = addressOf(object);
  return [
    ...(href === undefined
      ? []
      : [
          {
            label: texts.openObject,
            onSelect: () => {
              address.go(href);
            },
          },
        ]),
    ...(actor.type === 'system'
      ? []
      : [
          {
            label: texts.onlyActor(actorName(actor)),
            onSelect: () => {
              address.change(filtered({ by: actor.id }));
            },
          },
        ]),
    {
      label: texts.onlyObject,
      onSelect: () => {
        address.change(filtered({ object: object.id }));
      },
    },
  ];
}

/** The name of an actor. The log names neither contacts nor invitees. */
export function actorName({ type, id, name }: Actor): string {
  const texts = activityWords.texts();
  const session = currentSession();
  switch (type) {
    case 'system':
      return texts.foyer;
    case 'operator':
      return texts.operator;
    case 'invitee':
      return texts.invitee;
    case 'contact':
      return texts.contact;
    default:
      return name ?? (id === session.claims.id ? session.email : texts.somebody);
  }
}

function plainSentence(
  sentence: string,
  { actor, object }: Activity,
  nameOf: (object: ActivityObject) => Name,
): string {
  const texts = activityWords.texts();
  return sentence
    .replace('{actor}', () => actorName(actor))
    .replace('{object}', () => nameOf(object) ?? texts.deleted);
}
