import { describe, expect, it } from 'vitest';
import { listed } from '@/lib/domain/kernel/in-words';
import { compact, counted, decimal, integer, percent, typeset } from './number';

const plain = (text: string) => text.replaceAll('\u202f', '_');

describe('figures', () => {
  it('puts thin spaces between thousands and writes a real minus', () => {
    expect(plain(integer(912040))).toBe('912_040');
    expect(plain(integer(1204))).toBe('1_204');
    expect(integer(-3)).toBe('−3');
  });

  it('keeps every digit of a decimal that was sent', () => {
    expect(plain(decimal('-12408.3500'))).toBe('−12_408.3500');
    expect(decimal('half')).toBe('half');
  });

  it('shows a share with the digits that its miss needs', () => {
    expect(plain(percent('0.99957'))).toBe('99.957_%');
    expect(plain(percent('0.9991'))).toBe('99.91_%');
    expect(plain(percent('0.984'))).toBe('98.4_%');
    expect(plain(percent('0.9'))).toBe('90_%');
    expect(plain(percent('1'))).toBe('100_%');
    expect(plain(percent('0'))).toBe('0_%');
    expect(plain(percent('0.1'))).toBe('10_%');
  });

  it('never rounds a share up to the whole or past a threshold', () => {
    expect(plain(percent('0.9999999999'))).toBe('99.999999_%');
    expect(plain(percent('0.99949999'))).toBe('99.949_%');
  });

  it('shortens large counts', () => {
    expect(plain(compact(1_680_000))).toBe('1.68_M');
    expect(plain(compact(9_999))).toBe('9_999');
    expect(plain(compact(107_612))).toBe('108_k');
  });

  it('counts and lists in words', () => {
    expect(counted(1, 'item')).toBe('1 item');
    expect(counted(2, 'way back', 'ways back')).toBe('2 ways back');
    expect(listed(['legacy', 'target', 'risk'])).toBe('legacy, target and risk');
  });

  it('sets thin spaces in sentences of the record', () => {
    expect(plain(typeset('99.91 % over 14 days of 912 040 in 31 d'))).toBe('99.91_% over 14 days of 912_040 in 31_d');
  });
});
