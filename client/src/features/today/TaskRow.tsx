import { Button } from '@mantine/core';
import type { Ref } from 'react';
import { Link } from 'react-router';
import { useT } from '../../platform/i18n/i18n.js';
import { Closed } from '../../ui/Closed.js';
import { MinuteDial } from '../../ui/MinuteDial.js';
import { Visibility } from '../../ui/Visibility.js';
import { taskAddress, taskMeta, taskTitle, taskVerb, type Task } from './task-words.js';
import styles from './Today.module.css';

/** One task: how long, what, where, and the one button. Only the first of a list is filled. */
export function TaskRow({ task, first, titleRef }: { task: Task; first: boolean; titleRef: Ref<HTMLAnchorElement> }) {
  const t = useT();
  const to = taskAddress(task);
  const closed = task.groupKind === 'COACHING' || task.groupKind === 'INTERVISION';
  const title = taskTitle(t, task);
  return (
    <li className={styles['task']}>
      <MinuteDial minutes={task.minutes} label={t('minutes', { count: task.minutes })} />
      <div className="grow">
        <Link to={to} ref={titleRef} className={styles['taskTitle'] ?? ''}>
          {title}
        </Link>
        <div className={styles['taskMeta']}>
          {taskMeta(t, task).map((part) => (
            <span key={part}>{part}</span>
          ))}
          {task.kind === 'FINISH_DRAFT' ? <Visibility reach="me">{t('reach.me')}</Visibility> : null}
          {closed && task.kind !== 'FINISH_DRAFT' ? <Closed quiet /> : null}
        </div>
      </div>
      <Button component={Link} to={to} variant={first ? 'filled' : 'default'} className={styles['taskButton'] ?? ''} aria-label={`${taskVerb(t, task)}: ${title}`}>
        {taskVerb(t, task)}
      </Button>
    </li>
  );
}
