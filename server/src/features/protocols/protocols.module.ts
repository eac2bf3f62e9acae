import { Module } from '@nestjs/common';
import { ShippedProtocols } from './access/shipped-protocols.js';
import { ProtocolResolver } from './api/protocol.resolver.js';

@Module({ providers: [ShippedProtocols, ProtocolResolver] })
export class ProtocolsModule {}
