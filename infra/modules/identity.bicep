// The one identity both apps run as: no keys, no secrets.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('Makes names unique.')
param token string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-${token}'
  location: location
  tags: tags
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
