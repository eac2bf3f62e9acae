import { Tooltip } from '@mantine/core';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import styles from './IconButton.module.css';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'aria-label' | 'children'> {
  /** what it does: the name for everybody, shown on hover and focus */
  label: string;
  children: ReactNode;
  bordered?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

/** A button with only a sign in it. Always named, 44 px on touch. */
export function IconButton({ label, children, bordered = false, className, type = 'button', ref, ...rest }: Props) {
  return (
    <Tooltip label={label} openDelay={400}>
      <button ref={ref} type={type} aria-label={label} className={`${styles['button']} ${className ?? ''}`} data-bordered={bordered} {...rest}>
        {children}
      </button>
    </Tooltip>
  );
}
