// The API: HTTP, the inbox, orchestrations and every activity but chunks. A small CPU replica is always there, because
// neither the inbox's polling nor the timer wakes an app that has scaled to zero.

@description('Where it is created.')
param location string

@description('Tags of every resource.')
param tags object

@description('The app\'s name.')
param name string

@description('The Container Apps environment.')
param environmentId string

@description('Resource id of the apps\' identity.')
param identityId string

@description('Client id of the apps\' identity.')
param identityClientId string

@description('The registry the image is pulled from.')
param registry string

@description('Whether azd has deployed it before.')
param exists bool

@description('Settings that both apps have.')
param settings array

@description('vCPUs of a replica; twice as many GiB of memory.')
@allowed(['0.5', '1', '2'])
param cpu string

@description('Replicas that are always there.')
@minValue(1)
param minReplicas int

@description('Replicas at most.')
@minValue(1)
param maxReplicas int

@description('entra: whoever is allowed signs in before a request gets here. keys: the Functions host asks for a key.')
@allowed(['entra', 'keys'])
param signIn string

@description('Client id of the registration in Entra; empty with keys.')
param clientId string

@description('Who issues tokens; empty with keys.')
param issuer string

@description('What tokens of other programs are for; empty with keys.')
param audience string

@description('Object ids of people and service principals who may call; empty for everyone in the tenant.')
param allowedPrincipals array

@description('Client ids of programs whose tokens are taken; none are if it is empty.')
param allowedApplications array

var memory = {
  '0.5': '1Gi'
  '1': '2Gi'
  '2': '4Gi'
}

// Container Apps takes this name to mean: the secret is no secret but the client id of an identity to sign in with.
var identityInsteadOfSecret = 'override-use-mi-fic-assertion-client-id'

var disabled = [
  for entry in filter(items(loadJsonContent('../roles.json')), f => f.value != 'api'): {
    name: 'AzureWebJobs_${entry.key}_Disabled'
    value: 'true'
  }
]

module deployed 'deployed-image.bicep' = {
  name: 'api-image'
  params: {
    exists: exists
    name: name
    placeholder: 'mcr.microsoft.com/k8se/quickstart-functions:latest'
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'api' })
  kind: 'functionapp'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: 80
        transport: 'auto'
        allowInsecure: false
      }
      registries: [
        {
          server: registry
          identity: identityId
        }
      ]
      secrets: [
        {
          name: identityInsteadOfSecret
          value: identityClientId
        }
      ]
    }
    template: {
      terminationGracePeriodSeconds: 60
      containers: [
        {
          name: 'api'
          image: deployed.outputs.image
          resources: {
            cpu: json(cpu)
            memory: memory[cpu]
          }
          env: concat(settings, disabled, [
            {
              name: 'AzureFunctionsWebHost__hostid'
              value: 'stylefunctions-api'
            }
            {
              name: 'AzureFunctionsJobHost__extensions__durableTask__maxConcurrentActivityFunctions'
              value: '10'
            }
            {
              name: 'StyleFunctions__SignIn'
              value: signIn
            }
          ])
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: max(minReplicas, maxReplicas)
      }
    }
  }

  resource auth 'authConfigs' = {
    name: 'current'
    properties: signIn == 'entra'
      ? {
          platform: {
            enabled: true
          }
          globalValidation: {
            unauthenticatedClientAction: 'RedirectToLoginPage'
            redirectToProvider: 'azureactivedirectory'
          }
          identityProviders: {
            azureActiveDirectory: {
              enabled: true
              registration: {
                clientId: clientId
                clientSecretSettingName: identityInsteadOfSecret
                openIdIssuer: issuer
              }
              validation: {
                allowedAudiences: [clientId, audience]
                defaultAuthorizationPolicy: {
                  allowedApplications: allowedApplications
                  allowedPrincipals: empty(allowedPrincipals)
                    ? {}
                    : {
                        identities: allowedPrincipals
                      }
                }
              }
            }
          }
        }
      : {
          platform: {
            enabled: false
          }
        }
  }
}

output url string = 'https://${app.properties.configuration.ingress.fqdn}'
