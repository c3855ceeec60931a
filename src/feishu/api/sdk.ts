/** The SDK by its names, to be loaded on first use: imported directly, a bundle would give it without them. */
export { Client, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk'
