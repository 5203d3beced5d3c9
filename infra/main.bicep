// StyleFunctions on Azure, for `azd up`: what is deployed and why stands in docs/azure.md.
targetScope = 'subscription'

@description('The azd environment\'s name: the resource group is rg-{name}.')
@minLength(1)
@maxLength(64)
param environmentName string

// Regions with serverless T4 GPUs: microsoft/azure-container-apps, region-features.json of 17 April 2026.
@description('The region. Fewer have A100; docs/azure.md says which.')
@allowed([
  'australiaeast'
  'brazilsouth'
  'canadacentral'
  'centralindia'
  'eastus'
  'francecentral'
  'italynorth'
  'japaneast'
  'northcentralus'
  'southcentralus'
  'southeastasia'
  'southindia'
  'swedencentral'
  'uksouth'
  'westeurope'
  'westus'
  'westus2'
  'westus3'
])
@metadata({
  azd: {
    type: 'location'
  }
})
param location string

@description('Region of the Durable Task Scheduler, where the other region has none. Empty: the same.')
param schedulerLocation string = ''

@description('Object id of who deploys: may write blobs, read orchestrations and call the API. Empty for nobody.')
param principalId string = ''

@description('What principalId is.')
@allowed(['User', 'ServicePrincipal'])
param principalType string = 'User'

@description('Whether the API app has been deployed before; azd knows.')
param apiExists bool = false

@description('Whether the GPU app has been deployed before; azd knows.')
param gpuExists bool = false

@description('Who may call the API. entra: whoever of this tenant is allowed and signed in. keys: whoever has a key.')
@allowed(['entra', 'keys'])
param signIn string = 'entra'

@description('With entra, object ids of who may call, separated by commas; * for the whole tenant. Empty: who deploys.')
param signInAllowed string = ''

@description('With entra, client ids of further programs whose tokens are taken, separated by commas. az and azd are.')
param signInApplications string = ''

@description('The GPU chunks run on.')
@allowed(['T4', 'A100'])
param gpu string = 'T4'

@description('GPUs at most, whatever waits: the first cap on spending.')
@minValue(1)
@maxValue(30)
param gpuMaxReplicas int = 2

@description('Seconds of GPU time a job may use; then it fails, and can be resumed: the second cap on spending.')
@minValue(60)
@maxValue(604800)
param gpuSecondsPerJob int = 3600

@description('Seconds of optimisation after which a chunk commits, so that other jobs have their turn.')
@minValue(15)
@maxValue(600)
param chunkSeconds int = 120

@description('Seconds without waiting work until the last GPU replica goes; at least chunkSeconds + 120.')
@minValue(60)
@maxValue(3600)
param gpuCooldownSeconds int = 300

@description('Seconds a GPU replica has to commit its chunk once it is told to go.')
@minValue(30)
@maxValue(600)
param gpuGraceSeconds int = 300

@description('vCPUs of an API replica; twice as many GiB of memory.')
@allowed(['0.5', '1', '2'])
param apiCpu string = '0.5'

@description('API replicas that are always there.')
@minValue(1)
@maxValue(10)
param apiMinReplicas int = 1

@description('API replicas at most.')
@minValue(1)
@maxValue(30)
param apiMaxReplicas int = 3

@description('The container registry\'s tier. Premium can stream images, so that GPU replicas start sooner.')
@allowed(['Basic', 'Standard', 'Premium'])
param registrySku string = 'Basic'

@description('Days after their last change that jobs\' blobs are deleted, unfinished jobs\' too; 0 keeps them.')
@minValue(0)
@maxValue(3650)
param keepJobsDays int = 0

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs a day; what comes later that day is dropped.')
@minValue(1)
@maxValue(100)
param logDailyCapGb int = 1

var tags = {
  'azd-env-name': environmentName
}
var token = toLower(uniqueString(subscription().id, environmentName, location))
var apiName = 'api-${token}'
var gpuName = 'gpu-${token}'
var gpuProfileName = 'gpu-${toLower(gpu)}'
var gpuProfileType = gpu == 'A100' ? 'Consumption-GPU-NC24-A100' : 'Consumption-GPU-NC8as-T4'
// Nobody has this id: where nobody is named, nobody may call.
var deployer = empty(principalId) ? '00000000-0000-0000-0000-000000000000' : principalId
var allowedPrincipals = signInAllowed == '*' ? [] : split(empty(signInAllowed) ? deployer : signInAllowed, ',')
var otherApplications = empty(signInApplications) ? [] : split(signInApplications, ',')

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    identityPrincipalId: identity.outputs.principalId
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    identityPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
    keepJobsDays: keepJobsDays
  }
}

module registry 'modules/registry.bicep' = {
  name: 'registry'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    identityPrincipalId: identity.outputs.principalId
    sku: registrySku
  }
}

module scheduler 'modules/scheduler.bicep' = {
  name: 'scheduler'
  scope: group
  params: {
    location: empty(schedulerLocation) ? location : schedulerLocation
    tags: tags
    token: token
    identityPrincipalId: identity.outputs.principalId
    principalId: principalId
    principalType: principalType
  }
}

module apps 'modules/environment.bicep' = {
  name: 'environment'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    workspaceId: monitoring.outputs.workspaceId
    gpuProfileName: gpuProfileName
    gpuProfileType: gpuProfileType
  }
}

module registration 'modules/sign-in.bicep' = if (signIn == 'entra') {
  name: 'sign-in'
  scope: group
  params: {
    name: 'stylefunctions-${token}'
    displayName: 'StyleFunctions (${environmentName})'
    url: 'https://${apiName}.${apps.outputs.domain}'
    identityPrincipalId: identity.outputs.principalId
  }
}

// What both apps have; each adds its own role's. The table in docs/azure.md says what each is for.
var settings = [
  {
    name: 'FUNCTIONS_WORKER_RUNTIME'
    value: 'dotnet-isolated'
  }
  {
    name: 'AZURE_CLIENT_ID'
    value: identity.outputs.clientId
  }
  {
    name: 'AzureWebJobsStorage__blobServiceUri'
    value: storage.outputs.blobEndpoint
  }
  {
    name: 'AzureWebJobsStorage__queueServiceUri'
    value: storage.outputs.queueEndpoint
  }
  {
    name: 'AzureWebJobsStorage__tableServiceUri'
    value: storage.outputs.tableEndpoint
  }
  {
    name: 'AzureWebJobsStorage__credential'
    value: 'managedidentity'
  }
  {
    name: 'AzureWebJobsStorage__clientId'
    value: identity.outputs.clientId
  }
  {
    name: 'AzureWebJobsDisableHomepage'
    value: 'true'
  }
  {
    name: 'APPLICATIONINSIGHTS_CONNECTION_STRING'
    value: monitoring.outputs.connectionString
  }
  {
    name: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING'
    value: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
  }
  {
    name: 'TASKHUB_NAME'
    value: scheduler.outputs.hubName
  }
  {
    name: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
    value: 'Endpoint=${scheduler.outputs.endpoint};Authentication=ManagedIdentity;ClientID=${identity.outputs.clientId}'
  }
  {
    name: 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__type'
    value: 'azureManaged'
  }
  {
    name: 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName'
    value: 'DURABLE_TASK_SCHEDULER_CONNECTION_STRING'
  }
  {
    name: 'AzureFunctionsJobHost__extensions__durableTask__storageProvider__workItemFilteringEnabled'
    value: 'true'
  }
  {
    name: 'StyleFunctions__Container'
    value: storage.outputs.artifactsContainer
  }
  {
    name: 'StyleFunctions__WeightsContainer'
    value: storage.outputs.weightsContainer
  }
  {
    name: 'StyleFunctions__ChunkSeconds'
    value: string(chunkSeconds)
  }
  {
    name: 'StyleFunctions__VariantsAtOnce'
    value: string(gpuMaxReplicas)
  }
  {
    name: 'StyleFunctions__GpuSecondsPerJob'
    value: string(gpuSecondsPerJob)
  }
  {
    name: 'StyleFunctions__Memory'
    value: gpu == 'A100' ? '60GB' : '12GB'
  }
]

module gpuApp 'modules/gpu.bicep' = {
  name: 'gpu'
  scope: group
  params: {
    location: location
    tags: tags
    name: gpuName
    environmentId: apps.outputs.id
    profileName: gpuProfileName
    profileType: gpuProfileType
    identityId: identity.outputs.id
    registry: registry.outputs.loginServer
    exists: gpuExists
    settings: settings
    schedulerEndpoint: scheduler.outputs.endpoint
    hubName: scheduler.outputs.hubName
    maxReplicas: gpuMaxReplicas
    // A chunk that runs is not known to count as work, so it must not outlast the cooldown.
    cooldownSeconds: max(gpuCooldownSeconds, chunkSeconds + 120)
    graceSeconds: gpuGraceSeconds
  }
}

module api 'modules/api.bicep' = {
  name: 'api'
  scope: group
  params: {
    location: location
    tags: tags
    name: apiName
    environmentId: apps.outputs.id
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    registry: registry.outputs.loginServer
    exists: apiExists
    settings: settings
    cpu: apiCpu
    minReplicas: apiMinReplicas
    maxReplicas: apiMaxReplicas
    signIn: signIn
    clientId: signIn == 'entra' ? registration!.outputs.clientId : ''
    issuer: signIn == 'entra' ? registration!.outputs.issuer : ''
    audience: signIn == 'entra' ? registration!.outputs.uri : ''
    allowedPrincipals: allowedPrincipals
    allowedApplications: signIn == 'entra' ? concat(registration!.outputs.callers, otherApplications) : []
  }
}

@description('The region.')
output AZURE_LOCATION string = location

@description('The tenant.')
output AZURE_TENANT_ID string = tenant().tenantId

@description('The resource group everything is in.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The registry azd pushes both images to.')
output AZURE_CONTAINER_REGISTRY_ENDPOINT string = registry.outputs.loginServer

@description('The storage account\'s name.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('The storage account\'s blobs.')
output AZURE_STORAGE_BLOB_ENDPOINT string = storage.outputs.blobEndpoint

@description('The container of jobs, inbox and styles.')
output ARTIFACTS_CONTAINER string = storage.outputs.artifactsContainer

@description('Where a request, a JSON file, starts a job.')
output INBOX_URL string = '${storage.outputs.blobEndpoint}${storage.outputs.artifactsContainer}/inbox/'

@description('The container of weights, which the post-provision hook fills.')
output WEIGHTS_CONTAINER string = storage.outputs.weightsContainer

@description('The API and the web page.')
output API_URL string = api.outputs.url

@description('What to ask a token for; empty with keys.')
output API_SCOPE string = signIn == 'entra' ? '${registration!.outputs.uri}/.default' : ''

@description('The API\'s container app.')
output API_NAME string = apiName

@description('The GPU container app.')
output GPU_NAME string = gpuName

@description('The task hub.')
output TASKHUB_NAME string = scheduler.outputs.hubName
