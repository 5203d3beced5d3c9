// The orchestrations' backend: one task hub that both apps work for.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('Makes names unique.')
param token string

@description('Object id of the apps\' identity: runs orchestrations, and counts waiting work to scale by it.')
param identityPrincipalId string

@description('Object id of who deploys, to look at orchestrations in the dashboard. Empty for nobody.')
param principalId string

@description('What principalId is.')
@allowed(['User', 'ServicePrincipal'])
param principalType string

// Durable Task Data Contributor and Durable Task Data Reader
var contributor = '0ad04412-c4d5-4796-b79c-f76d14c8d402'
var reader = 'd6a5505f-6ebb-45a4-896e-ac8274cfc0ac'

resource scheduler 'Microsoft.DurableTask/schedulers@2025-11-01' = {
  name: 'dts-${token}'
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'Consumption'
    }
    // An empty list lets nobody in. Callers are told apart by identity.
    ipAllowlist: ['0.0.0.0/0']
  }
}

resource hub 'Microsoft.DurableTask/schedulers/taskHubs@2025-11-01' = {
  parent: scheduler
  name: 'stylefunctions'
}

resource appMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(hub.id, identityPrincipalId, contributor)
  scope: hub
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', contributor)
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
  }
}

resource deployerMay 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(principalId)) {
  name: guid(hub.id, principalId, reader)
  scope: hub
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', reader)
    principalId: principalId
    principalType: principalType
  }
}

output endpoint string = scheduler.properties.endpoint
output hubName string = hub.name
