// The place of Chromium's software Vulkan (SwiftShader), and the environment that makes WebGPU run on it.
// Native code reads these variables, so they must be set before it is loaded; vitest.config.ts does so for
// every test.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
const drivers = folders.map((folder) => `${folder}/vk_swiftshader_icd.json`);

/** Empty if there is no such driver. Variables that are already set stay, for a driver of your own. */
export function softwareVulkan(): Record<string, string> {
  const { VK_ICD_FILENAMES = drivers.find(existsSync), XDG_RUNTIME_DIR = tmpdir() } = process.env;
  return VK_ICD_FILENAMES ? { VK_ICD_FILENAMES, XDG_RUNTIME_DIR } : {};
}
