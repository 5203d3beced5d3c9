// Where both apps run: a Consumption profile for the API, a serverless GPU profile for chunks.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('Makes names unique.')
param token string

@description('The workspace that console and system logs go to.')
param workspaceId string

@description('The GPU profile\'s name in this environment.')
param gpuProfileName string

@description('The GPU profile\'s type.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param gpuProfileType string

resource apps 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: 'cae-${token}'
  location: location
  tags: tags
  properties: {
    // Through a diagnostic setting, which needs no workspace key.
    appLogsConfiguration: {
      destination: 'azure-monitor'
    }
    publicNetworkAccess: 'Enabled'
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
      {
        name: gpuProfileName
        workloadProfileType: gpuProfileType
      }
    ]
  }
}

resource logs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'logs'
  scope: apps
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        category: 'ContainerAppConsoleLogs'
        enabled: true
      }
      {
        category: 'ContainerAppSystemLogs'
        enabled: true
      }
    ]
  }
}

output id string = apps.id
output domain string = apps.properties.defaultDomain
