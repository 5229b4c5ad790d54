const policy = document.querySelector('meta[http-equiv="content-security-policy"]').content;
document.querySelector('#csp').textContent = policy.split('; ').join(';\n');
