import {
  AlignmentType,
  BorderStyle,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';

/** A paper before its form is put on; what nobody has said stays open for the clerk. */
export interface OfficialPaper {
  /** `party`: the party's form (Hướng dẫn 36-HD/VPTW); `state`: Nghị định 30/2020/NĐ-CP. */
  form: 'party' | 'state';
  superior: string | null;
  issuer: string;
  /** Abbreviation of the kind of paper in its number ("BC"). */
  symbol: string;
  place: string | null;
  kind: string;
  about: string;
  opening: string[];
  table: { headings: string[]; widths: number[]; rows: string[][] };
  closing: string[];
  /** `authority` (quyền hạn): on whose behalf is signed, where it is known. */
  signer: { authority: string | null; title: string; name: string | null };
  recipients: string[];
}

const FONT = 'Times New Roman';
/** Twentieths of a point. */
const MM = 56.7;
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const OPEN = { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE };
const HEAD = [3400, 5900];

/** The paper as an A4 DOCX in Times New Roman, its content a table that can be corrected by hand. */
export async function docxOf(paper: OfficialPaper): Promise<Uint8Array> {
  const document = new Document({
    creator: 'Trách Nhiệm',
    title: `${paper.kind} ${paper.about}`,
    styles: { default: { document: { run: { font: FONT, size: 28, language: { value: 'vi-VN' } } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: 210 * MM, height: 297 * MM },
            margin: { top: 20 * MM, bottom: 20 * MM, left: 30 * MM, right: 15 * MM },
          },
        },
        children: [
          letterhead(paper),
          line('', {}),
          line(paper.kind, { bold: true, size: paper.form === 'party' ? 32 : 28 }),
          line(paper.about, { bold: true }),
          line(paper.form === 'party' ? '-----' : '_______', {}),
          ...paper.opening.map(body),
          content(paper.table),
          ...paper.closing.map(body),
          line('', {}),
          footer(paper),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** The clerk fills in number and day: the software gives none. */
function letterhead({ form, superior, issuer, symbol, place }: OfficialPaper): Table {
  const upper = (text: string) => text.toLocaleUpperCase('vi');
  const left = [
    ...(superior === null ? [] : [line(upper(superior), { size: 26 })]),
    line(upper(issuer), { bold: true, size: 26 }),
    line(form === 'party' ? '*' : '_______', { size: 26 }),
    line(form === 'party' ? `Số       -${symbol}/…` : `Số:       /${symbol}-…`, { size: 26 }),
  ];
  const motto =
    form === 'party'
      ? [line('ĐẢNG CỘNG SẢN VIỆT NAM', { bold: true, size: 30, underline: {} })]
      : [
          line('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true, size: 26 }),
          line('Độc lập - Tự do - Hạnh phúc', { bold: true, size: 28, underline: {} }),
        ];
  const dated = line(`${place ?? '…………'}, ngày …… tháng …… năm ……`, { italics: true });
  return columns(left, [...motto, line('', { size: 26 }), dated]);
}

function footer({ form, recipients, signer }: OfficialPaper): Table {
  const left = [
    new Paragraph({
      children: [
        run('Nơi nhận:', form === 'party' ? { size: 28, underline: {} } : { bold: true, italics: true, size: 24 }),
      ],
    }),
    ...recipients.map((text, i) => {
      const end = i === recipients.length - 1 ? '.' : form === 'party' ? ',' : ';';
      return new Paragraph({ children: [run(`- ${text}${end}`, { size: form === 'party' ? 24 : 22 })] });
    }),
  ];
  const right = [
    ...(signer.authority === null ? [] : [line(signer.authority, { bold: true })]),
    line(signer.title.toLocaleUpperCase('vi'), { bold: true }),
    ...Array.from({ length: 4 }, () => line('', {})),
    line(signer.name ?? '', { bold: true }),
  ];
  return columns(left, right);
}

function content({ headings, widths, rows }: OfficialPaper['table']): Table {
  const cell = (text: string, width: number, bold: boolean) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 60, right: 60 },
      children: text.split('\n').map(
        (part) =>
          new Paragraph({
            alignment: bold ? AlignmentType.CENTER : AlignmentType.LEFT,
            children: [run(part, { size: 24, bold })],
          }),
      ),
    });
  const row = (texts: string[], bold: boolean) =>
    new TableRow({
      tableHeader: bold,
      cantSplit: true,
      children: texts.map((text, i) => cell(text, widths[i] ?? 1000, bold)),
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: widths,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    rows: [row(headings, true), ...rows.map((texts) => row(texts, false))],
  });
}

function columns(left: Paragraph[], right: Paragraph[]): Table {
  const cell = (children: Paragraph[], width: number) =>
    new TableCell({
      width: { size: width, type: WidthType.DXA },
      borders: { top: NONE, bottom: NONE, left: NONE, right: NONE },
      children,
    });
  return new Table({
    layout: TableLayoutType.FIXED,
    columnWidths: HEAD,
    width: { size: 9300, type: WidthType.DXA },
    borders: OPEN,
    rows: [new TableRow({ children: [cell(left, HEAD[0] ?? 0), cell(right, HEAD[1] ?? 0)] })],
  });
}

interface Style {
  bold?: boolean;
  italics?: boolean;
  size?: number;
  underline?: object;
}

function run(text: string, style: Style): TextRun {
  return new TextRun({ text, font: FONT, ...style });
}

function line(text: string, style: Style): Paragraph {
  return new Paragraph({ alignment: AlignmentType.CENTER, children: [run(text, style)] });
}

function body(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.JUSTIFIED,
    indent: { firstLine: 10 * MM },
    spacing: { before: 120, after: 120 },
    children: [run(text, {})],
  });
}
