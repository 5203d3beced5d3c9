// The GPU replicas: chunks and nothing else, as many as chunks wait, none when there are none. A plain container app,
// because one of kind functionapp takes no scale rule of ours.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('The app\'s name.')
param name string

@description('The Container Apps environment.')
param environmentId string

@description('The GPU profile\'s name in that environment.')
param profileName string

@description('The GPU profile\'s type, which says how large a replica is.')
@allowed(['Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100'])
param profileType string

@description('Resource id of the apps\' identity: runs the app, pulls its image, counts waiting work.')
param identityId string

@description('The registry the image is pulled from.')
param registry string

@description('Whether azd has deployed it before.')
param exists bool

@description('Settings that both apps have.')
param settings array

@description('Address of the Durable Task Scheduler.')
param schedulerEndpoint string

@description('The task hub whose waiting activities are counted.')
param hubName string

@description('Replicas, so GPUs, at most.')
@minValue(1)
param maxReplicas int

@description('Seconds without waiting work until the last replica goes. Longer than a chunk may run.')
@minValue(60)
param cooldownSeconds int

@description('Seconds a replica has to commit its chunk once it is told to go.')
@minValue(30)
@maxValue(600)
param graceSeconds int

var sizes = {
  'Consumption-GPU-NC8as-T4': {
    cpu: 8
    memory: '56Gi'
  }
  'Consumption-GPU-NC24-A100': {
    cpu: 24
    memory: '220Gi'
  }
}

var disabled = [
  for entry in filter(items(loadJsonContent('../roles.json')), f => f.value != 'gpu'): {
    name: 'AzureWebJobs_${entry.key}_Disabled'
    value: 'true'
  }
]

module deployed 'deployed-image.bicep' = {
  name: 'gpu-image'
  params: {
    exists: exists
    name: name
    placeholder: 'mcr.microsoft.com/k8se/quickstart:latest'
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'gpu' })
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: profileName
    configuration: {
      activeRevisionsMode: 'Single'
      registries: [
        {
          server: registry
          identity: identityId
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: graceSeconds
      containers: [
        {
          name: 'gpu'
          image: deployed.outputs.image
          resources: {
            cpu: sizes[profileType].cpu
            memory: sizes[profileType].memory
          }
          env: concat(settings, disabled, [
            {
              name: 'AzureFunctionsWebHost__hostid'
              value: 'stylefunctions-gpu'
            }
            {
              name: 'AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions'
              value: '1'
            }
            {
              name: 'StyleFunctions__Engine'
              value: 'cuda'
            }
          ])
        }
      ]
      scale: {
        minReplicas: 0
        maxReplicas: maxReplicas
        cooldownPeriod: cooldownSeconds
        pollingInterval: 15
        rules: [
          {
            name: 'chunks'
            custom: {
              type: 'azure-durabletask-scheduler'
              identity: identityId
              metadata: {
                endpoint: schedulerEndpoint
                taskhubName: hubName
                workItemType: 'Activity'
                maxConcurrentWorkItemsCount: '1'
              }
            }
          }
        ]
      }
    }
  }
}
