// The registration in Entra that people sign in to. Its credential is the apps' identity: there is no secret.
extension microsoftGraphV1

@description('A name nothing else in the tenant has.')
param name string

@description('What people see when they sign in.')
param displayName string

@description('The API\'s address.')
param url string

@description('Object id of the identity that stands in for a client secret.')
param identityPrincipalId string

// Azure CLI and azd, which people fetch tokens with.
var azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
var uri = 'api://${tenant().tenantId}/${name}'
var scopeId = guid(uri, 'user_impersonation')
var issuer = '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'

resource registration 'Microsoft.Graph/applications@v1.0' = {
  uniqueName: name
  displayName: displayName
  signInAudience: 'AzureADMyOrg'
  identifierUris: [uri]
  api: {
    requestedAccessTokenVersion: 2
    oauth2PermissionScopes: [
      {
        id: scopeId
        value: 'user_impersonation'
        type: 'User'
        isEnabled: true
        adminConsentDisplayName: 'Call ${displayName}'
        adminConsentDescription: 'Lets an application call ${displayName} for the person who signed in.'
        userConsentDisplayName: 'Call ${displayName}'
        userConsentDescription: 'Lets an application call ${displayName} for you.'
      }
    ]
    preAuthorizedApplications: [
      {
        appId: azureCli
        delegatedPermissionIds: [scopeId]
      }
    ]
  }
  web: {
    homePageUrl: url
    redirectUris: ['${url}/.auth/login/aad/callback']
    implicitGrantSettings: {
      enableIdTokenIssuance: true
    }
  }

  resource credential 'federatedIdentityCredentials@v1.0' = {
    name: '${registration.uniqueName}/apps-identity'
    description: 'The identity of the container apps'
    issuer: issuer
    subject: identityPrincipalId
    audiences: ['api://AzureADTokenExchange']
  }
}

resource principal 'Microsoft.Graph/servicePrincipals@v1.0' = {
  appId: registration.appId
}

// Who tokens may have been given to: the registration itself, for browsers, and azd's and az's users.
output callers array = [registration.appId, azureCli]
output clientId string = registration.appId
output issuer string = issuer
output uri string = uri
