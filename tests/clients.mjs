// What JavaScript's readers make of files: node clients.mjs PACKAGES < tasks > answers, both a JSON array.
// A task is {client, format, path}; its answer {items, errors}, or for citeproc {rendered, errors}, by style and key.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const modules = join(resolve(process.argv[2]), 'node_modules')
const load = createRequire(join(modules, 'tests.cjs'))
const { plugins } = load('@citation-js/core')
for (const name of ['bibtex', 'ris', 'csl']) load(`@citation-js/plugin-${name}`)

const FORMS = { bibtex: '@bibtex/text', biblatex: '@biblatex/text', ris: '@ris/file', csl: '@csl/list+object' }
const errors = []
console.error = console.warn = (...words) => errors.push(words.join(' ').slice(0, 300))

const clients = {
  'citation-js': ({ format, text }) => {
    const input = format === 'csl' ? JSON.parse(text) : text
    return { items: plugins.input.chain(input, { forceType: FORMS[format], generateGraph: false }) }
  },

  // Zotero's processor: each entry in two styles
  citeproc: ({ text }) => {
    const { Engine } = load('citeproc')
    const { styles, locales } = plugins.config.get('@csl')
    const items = new Map(JSON.parse(text).map(item => [String(item.id), item]))
    const system = { retrieveLocale: () => locales.get('en-US'), retrieveItem: id => items.get(id) }
    const rendered = {}
    for (const style of ['apa', 'vancouver']) {
      const engine = new Engine(system, styles.get(style), 'en-US', true)
      engine.updateItems([...items.keys()])
      const [{ entry_ids: ids, bibliography_errors: failed }, entries] = engine.makeBibliography()
      rendered[style] = Object.fromEntries(entries.map((entry, n) => [ids[n][0], entry]))
      errors.push(...failed.map(one => JSON.stringify(one)))
    }
    return { rendered }
  },

  // Better BibTeX's parser
  bbt: async ({ text }) => {
    const folder = join(modules, '@retorquere/bibtex-parser')
    const main = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).module
    const { parse } = await import(pathToFileURL(join(folder, main)))
    const library = parse(text, { sentenceCase: false })
    errors.push(...library.errors.map(one => String(one.error || one.message)))
    return { items: library.entries.map(({ key, fields }) => ({ key, fields })) }
  }
}

const answers = []
for (const { client, format, path } of JSON.parse(readFileSync(0, 'utf8'))) {
  const found = await clients[client]({ format, text: readFileSync(path, 'utf8') })
  answers.push({ ...found, errors: errors.splice(0) })
}
process.stdout.write(JSON.stringify(answers))
