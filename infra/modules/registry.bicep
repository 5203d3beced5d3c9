// Both images. Whoever uses this module's outputs waits for the right to pull as well.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('Makes names unique.')
param token string

@description('Object id of the apps\' identity, which pulls.')
param identityPrincipalId string

@description('Premium can stream images, so that GPU replicas start sooner.')
@allowed(['Basic', 'Standard', 'Premium'])
param sku string

// AcrPull
var pull = '7f951dda-4ed3-4680-a7ca-43fe172d538d'

resource registry 'Microsoft.ContainerRegistry/registries@2025-11-01' = {
  name: 'cr${token}'
  location: location
  tags: tags
  sku: {
    name: sku
  }
  properties: {
    adminUserEnabled: false
    // AcrPull means nothing in a registry with permissions per repository.
    roleAssignmentMode: 'LegacyRegistryPermissions'
  }
}

resource pulls 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(registry.id, identityPrincipalId, pull)
  scope: registry
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', pull)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

output loginServer string = registry.properties.loginServer
