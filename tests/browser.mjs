// What Chromium makes of pages: node browser.mjs FOLDER-OF-MODULES < tasks; a task is {file, width, scheme, script, words, sort, picture}.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const require = createRequire(join(process.argv[2], 'node_modules', 'x.js'))
const puppeteer = require('puppeteer-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const tasks = JSON.parse(readFileSync(0, 'utf8'))
const browser = await puppeteer.launch({ executablePath: process.argv[3], args: ['--no-sandbox', '--disable-gpu'] })
const results = []
for (const task of tasks) {
  const page = await browser.newPage()
  const errors = [], requests = []
  page.on('pageerror', error => errors.push(String(error)))
  page.on('console', message => { if (message.type() === 'error') errors.push(message.text()) })
  page.on('dialog', dialog => { errors.push('dialog'); dialog.dismiss() })
  page.on('request', request => requests.push(request.url()))
  await page.setJavaScriptEnabled(task.script !== false)
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: task.scheme || 'light' }])
  await page.setViewport({ width: task.width || 1200, height: 900 })
  const start = Date.now()
  await page.goto('file://' + task.file, { waitUntil: 'load' })
  const result = { milliseconds: Date.now() - start, errors, requests }
  if (task.picture) await page.screenshot({ path: task.picture })
  Object.assign(result, await page.evaluate(() => ({
    overflow: document.documentElement.scrollWidth - innerWidth,
    scripts: document.querySelectorAll('script').length,
    active: document.querySelectorAll('img, iframe, object, embed, base, form, [onload], [onerror], [onclick]').length,
    links: Array.from(document.querySelectorAll('a'), a => a.protocol),
    background: getComputedStyle(document.body).backgroundColor,
    text: document.body.innerText,
  })))
  if (task.words !== undefined) {
    await page.type('#word', task.words)
    result.found = await page.evaluate(() => Array.from(document.querySelectorAll('#works tbody tr:not([hidden])'), row => row.cells[0].textContent))
    await page.$eval('#word', field => { field.value = ''; field.dispatchEvent(new Event('input')) })
  }
  if (task.sort !== undefined) {
    await page.evaluate(column => document.querySelectorAll('#works th button')[column].click(), task.sort)
    result.sorted = await page.evaluate(column => Array.from(document.querySelectorAll('#works tbody tr'), row => row.cells[column].textContent), task.sort)
  }
  if (task.axe) {
    await page.setBypassCSP(true)
    await page.reload()
    await page.evaluate(axe)
    const run = await page.evaluate(() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }))
    result.violations = run.violations.map(one => `${one.id}: ${one.nodes[0].html}`)
    result.passes = run.passes.length
  }
  results.push(result)
  await page.close()
}
await browser.close()
console.log(JSON.stringify(results))
