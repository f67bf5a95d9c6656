/** Buttons: a filled one for the one thing to do, quiet ones for the rest, square ones for icons. */
import type { ComponentProps, ReactElement } from 'react';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'primary' | 'danger' | 'plain' | 'quiet' | 'icon';
}

export function Button({ look = 'plain', className = '', type = 'button', ...rest }: ButtonProps): ReactElement {
  // oxlint-disable-next-line react/button-has-type -- given above, "button" unless it submits
  return <button type={type} className={`button is-${look} ${className}`} {...rest} />;
}
