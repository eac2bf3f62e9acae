import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { LessonsDocument } from '../../generated/graphql.js';
import { useT } from '../../platform/i18n/i18n.js';
import { Visibility } from '../../ui/Visibility.js';
import { knowledgePath } from './KnowledgeScreen.js';

/** One lesson of the region beside the tasks: the newest. Without one there is nothing here. */
export function LessonOnToday() {
  const t = useT();
  const { data } = useQuery(LessonsDocument, { variables: { first: 1 } });
  const lesson = data?.lessons.nodes[0];
  if (!lesson) return null;
  return (
    <>
      <h2>{t('after.today.title')}</h2>
      <ul>
        <li>
          <Link to={knowledgePath}>{lesson.title}</Link>
          <p className="voice">{lesson.helped}</p>
          <p>
            <Visibility reach="region">{t('after.knowledge.reach')}</Visibility>
          </p>
        </li>
      </ul>
    </>
  );
}
